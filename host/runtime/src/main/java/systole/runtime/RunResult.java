package systole.runtime;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import systole.compiler.Program;
import systole.compiler.TensorLayout;
import systole.contract.Region;

/**
 * What one run gave.
 *
 * @param output the quantised output in (channel, y, x) order
 * @param tensors the tensors that can be looked at, by name, in (channel, y, x) order: all of the graph's on the reference
 *     device, the program's observables and output on the others
 * @param timing what the counters say; empty on devices without a clock
 */
public record RunResult(byte[] output, Map<String, byte[]> tensors, Optional<Timing> timing) {
    /**
     * Takes the tensors out of device memory after a run.
     *
     * @param regions gives a region's bytes, from its start
     */
    public static RunResult read(Program program, Function<Region, byte[]> regions, Optional<Timing> timing) {
        Map<Region, byte[]> memory = new HashMap<>();
        Map<String, byte[]> tensors = new HashMap<>();
        for (TensorLayout layout : program.observables()) {
            tensors.put(layout.tensor(), layout.unpack(memory.computeIfAbsent(layout.region(), regions)));
        }
        TensorLayout output = program.output();
        byte[] values = output.unpack(memory.computeIfAbsent(output.region(), regions));
        tensors.put(output.tensor(), values);
        return new RunResult(values, tensors, timing);
    }
}
