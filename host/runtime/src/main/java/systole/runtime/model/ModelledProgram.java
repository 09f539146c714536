package systole.runtime.model;

import java.time.Duration;
import java.util.List;
import systole.compiler.Program;
import systole.compiler.interpreter.ProgramInterpreter;
import systole.compiler.timing.MemorySpeed;
import systole.compiler.timing.ProgramTimer;
import systole.compiler.timing.ProgramTiming;
import systole.runtime.Counters;
import systole.runtime.LoadedProgram;
import systole.runtime.ProgramRun;
import systole.runtime.Timing;

/**
 * A program that is executed for its bytes and timed for its cycles.
 *
 * @param memory how fast the memory is that the cycles are predicted for
 */
record ModelledProgram(Program program, MemorySpeed memory) implements LoadedProgram {
    @Override
    public ProgramRun run(byte[] input) {
        long start = System.nanoTime();
        ProgramInterpreter.Result result = ProgramInterpreter.run(program, input);
        ProgramTiming predicted = ProgramTimer.time(program, memory);
        List<Counters> snapshots = predicted.snapshots().stream().map(Counters::new).toList();
        Timing timing = Timing.ofSnapshots(new Counters(predicted.total()), snapshots, Duration.ofNanos(System.nanoTime() - start));
        return ProgramRun.read(program, result::region, timing);
    }

    @Override
    public void close() {
        // holds nothing
    }
}
