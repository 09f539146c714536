package systole.runtime;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import systole.compiler.Program;
import systole.contract.Region;

/**
 * What one run of a program gave.
 *
 * @param tensors what it left in device memory, outputs and observables, by name, in (image, channel, y, x) order
 * @param timing what the counters say
 */
public record ProgramRun(Map<String, byte[]> tensors, Timing timing) {
    /**
     * Takes the tensors out of device memory after a run.
     *
     * @param regions gives a region's bytes, from its start
     */
    public static ProgramRun read(Program program, Function<Region, byte[]> regions, Timing timing) {
        Map<Region, byte[]> memory = new HashMap<>();
        Map<String, byte[]> tensors = new HashMap<>();
        Stream.concat(program.observables().stream(), program.outputs().stream()).forEach(layout -> tensors.computeIfAbsent(
                layout.tensor().name(), name -> layout.unpack(memory.computeIfAbsent(layout.region(), regions))));
        return new ProgramRun(tensors, timing);
    }
}
