package systole.runtime.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import systole.compiler.interpreter.ProgramInterpreter;
import systole.compiler.timing.MemorySpeed;
import systole.compiler.timing.ProgramTimer;
import systole.compiler.timing.ProgramTiming;
import systole.runtime.CompiledNetwork;
import systole.runtime.Counters;
import systole.runtime.LoadedNetwork;
import systole.runtime.RunResult;
import systole.runtime.Timing;

/**
 * A program that is executed for its bytes and timed for its cycles.
 *
 * @param memory how fast the memory is that the cycles are predicted for
 */
record ModelledNetwork(CompiledNetwork network, MemorySpeed memory) implements LoadedNetwork {
    @Override
    public RunResult run(byte[] input) {
        long start = System.nanoTime();
        ProgramInterpreter.Result result = ProgramInterpreter.run(network.program(), network.pack(input));
        ProgramTiming predicted = ProgramTimer.time(network.program(), memory);
        List<Counters> snapshots = predicted.snapshots().stream().map(Counters::new).toList();
        Timing timing = Timing.ofSnapshots(new Counters(predicted.total()), snapshots, Duration.ofNanos(System.nanoTime() - start));
        return RunResult.read(network.program(), result::region, Optional.of(timing));
    }

    @Override
    public void close() {
        // holds nothing
    }
}
