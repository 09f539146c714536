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

/** A program that is executed for its bytes and timed for its cycles. The cycles depend on no data: they are predicted once. */
final class ModelledNetwork implements LoadedNetwork {
    private final CompiledNetwork network;
    private final ProgramTiming predicted;

    ModelledNetwork(CompiledNetwork network, MemorySpeed memory) {
        this.network = network;
        predicted = ProgramTimer.time(network.program(), memory);
    }

    @Override
    public RunResult run(byte[] input) {
        long start = System.nanoTime();
        ProgramInterpreter.Result result = ProgramInterpreter.run(network.program(), network.pack(input));
        Timing timing = timing(Duration.ofNanos(System.nanoTime() - start));
        return RunResult.read(network.program(), result::region, Optional.of(timing));
    }

    private Timing timing(Duration wall) {
        List<Counters> snapshots = predicted.snapshots().stream().map(Counters::new).toList();
        return Timing.ofSnapshots(new Counters(predicted.total()), snapshots, wall);
    }

    @Override
    public void close() {
        // holds nothing
    }
}
