package systole.compiler.timing;

import java.util.List;
import java.util.stream.Stream;
import systole.compiler.Program;
import systole.contract.Configuration;
import systole.contract.Engine;
import systole.contract.Progress;

/**
 * Runs a program's timing, without its data: fetch, dispatch, engines, memories and their waits as the hardware has them. It takes
 * about a tenth of a microsecond for each cycle in which a beat, a stored vector or a descriptor moves, and nothing for the others.
 *
 * <p>Memory back-pressure by chance is not modelled. The program and its regions are taken to begin at multiples of 4 KiB.
 */
public final class ProgramTimer {
    private final Program program;
    private final Clock clock = new Clock();
    private final ProgressTimes progress = new ProgressTimes(clock);
    private final PerformanceCounters counters = new PerformanceCounters();
    private final DescriptorFetch fetch;
    private final DescriptorQueues queues;
    private final Dispatcher dispatcher;
    private final LoadEngine load;
    private final LoadEngine weights;
    private final ExecuteEngine execute;
    private final DrainSequencer drain;
    private final OutputRouter router;
    private final CompletionOrder order;
    private final ReadMaster reader;
    private final WriteEngine writer;
    private final Bandwidth bandwidth;
    private boolean readsFirst = true;

    private ProgramTimer(Program program, MemorySpeed memory) {
        this.program = program;
        Configuration configuration = program.configuration();
        List<Command> commands = program.descriptors().stream().map(Command::new).toList();
        fetch = new DescriptorFetch(clock, configuration.bus(), commands);
        queues = new DescriptorQueues(clock, configuration.queueDepth());
        dispatcher = new Dispatcher(clock, fetch.assembled(), queues);
        load = new LoadEngine(clock, configuration, queues.head(Engine.LOAD), progress, Progress.LOAD);
        weights = new LoadEngine(clock, configuration, queues.head(Engine.WEIGHTS), progress, Progress.WEIGHTS);
        execute = new ExecuteEngine(clock, configuration, counters, queues.head(Engine.EXECUTE), progress);
        Fifo<Destination> destinations = new Fifo<>(clock, OutputRouter.WAITING_DESTINATIONS);
        drain = new DrainSequencer(clock, configuration, counters, queues.head(Engine.STORE), progress, execute, destinations);
        order = new CompletionOrder(clock, progress);
        writer = new WriteEngine(clock, configuration, counters, memory.latency(), order);
        router = new OutputRouter(clock, destinations, drain.vectors(), load, writer, order);
        reader = new ReadMaster(clock, counters, configuration.bus(), memory.latency(), List.of(fetch, load, weights));
        bandwidth = new Bandwidth(clock, memory.bytesPerCycle(), configuration.bus().bytes());
    }

    /**
     * Predicts the counters of a run, from start to done.
     *
     * @throws IllegalStateException where the program never ends: a wait points forwards
     */
    public static ProgramTiming time(Program program, MemorySpeed memory) {
        return new ProgramTimer(program, memory).run();
    }

    private ProgramTiming run() {
        while (!done()) {
            if (!clock.advance()) {
                throw new IllegalStateException("program %s never ends: an engine waits for what comes after it".formatted(program.name()));
            }
            cycle();
        }
        execute.count();
        return new ProgramTiming(counters.after(clock.now()), drain.snapshots());
    }

    private boolean done() {
        return dispatcher.total() == program.descriptors().size() && Stream.of(Progress.values())
                .allMatch(counted -> progress.count(counted) == dispatcher.dispatched(counted.engine()));
    }

    /** Ready signals go from what comes first here to what comes later. */
    private void cycle() {
        progress.step();
        drain.step();
        driveMemory();
        reader.step();
        load.step();
        weights.step();
        fetch.step();
        dispatcher.step();
        queues.step();
        execute.step();
        writer.step();
        router.step();
        order.step();
    }

    /** Where bandwidth is short, the direction that got the latest beat yields. */
    private void driveMemory() {
        if (readsFirst) {
            readsFirst = !reader.drive(bandwidth);
            writer.drive(bandwidth);
        } else {
            readsFirst = writer.drive(bandwidth);
            reader.drive(bandwidth);
        }
    }
}
