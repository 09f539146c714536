package systole.drivers.sim;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import systole.compiler.Program;
import systole.compiler.timing.MemorySpeed;
import systole.compiler.timing.ProgramTimer;
import systole.contract.Counter;
import systole.contract.Descriptor;
import systole.contract.Region;
import systole.drivers.Kernel;
import systole.drivers.MemoryMap;
import systole.runtime.Counters;
import systole.runtime.DeviceException;
import systole.runtime.DeviceOptions;
import systole.runtime.LoadedProgram;
import systole.runtime.MemoryTiming;
import systole.runtime.ProgramRun;
import systole.runtime.ProgressMonitor;
import systole.runtime.Timing;

/** A program in a simulator's memory. Where waves are asked for, the file holds the latest run. */
final class SimulatedProgram implements LoadedProgram {
    /** About a second. */
    private static final long CYCLES_WITHOUT_NEWS = 2_000_000;
    private static final long CYCLES_BETWEEN_NEWS = 500_000;

    private final Simulator simulator;
    private final Program program;
    private final MemoryMap map;
    private final DeviceOptions options;
    private final ProgressMonitor monitor;

    private SimulatedProgram(Simulator simulator, Program program, MemoryMap map, DeviceOptions options, ProgressMonitor monitor) {
        this.simulator = simulator;
        this.program = program;
        this.map = map;
        this.options = options;
        this.monitor = monitor;
    }

    /** Opens a simulator with as much memory as the program needs, and writes program and constants. */
    static SimulatedProgram load(Path library, Program program, DeviceOptions options, ProgressMonitor monitor) {
        MemoryMap map = MemoryMap.of(program, Simulator.MEMORY_BASE);
        Simulator simulator = Simulator.open(library, program.configuration(), memory(map, options.memory()));
        SimulatedProgram loaded = new SimulatedProgram(simulator, program, map, options, monitor);
        ByteBuffer descriptors = simulator.memory(map.program(), program.descriptors().size() * Descriptor.BYTES);
        program.descriptors().forEach(descriptor -> descriptor.write(descriptors));
        loaded.region(Region.CONSTANTS).put(program.constants());
        return loaded;
    }

    private static MemoryModel memory(MemoryMap map, MemoryTiming timing) {
        return new MemoryModel(map.bytes(), timing.latency(), timing.latency(), timing.bytesPerCycle().orElse(0),
                timing.stallProbability(), timing.seed());
    }

    @Override
    public ProgramRun run(byte[] input) {
        region(Region.INPUT).put(input);
        Kernel.setUp(simulator, program, map);
        options.waves().ifPresent(simulator::startWaves);
        Duration wall = simulate();
        options.waves().ifPresent(file -> simulator.stopWaves());
        Kernel.requireSuccess(simulator, program);
        return ProgramRun.read(program, this::bytes, timing(wall));
    }

    private Duration simulate() {
        long start = System.nanoTime();
        simulator.start();
        long patience = Math.min(CYCLES_WITHOUT_NEWS, options.cycleLimit());
        if (simulator.run(patience)) {
            return Duration.ofNanos(System.nanoTime() - start);
        }
        Duration begun = Duration.ofNanos(System.nanoTime() - start);
        return begun.plus(simulateOn(options.cycleLimit() - patience, patience));
    }

    /** Goes on with a run of which so many cycles are done, and tells the monitor of it. */
    private Duration simulateOn(long limit, long done) {
        long predicted = ProgramTimer.time(program, new MemorySpeed(options.memory().latency(), options.memory().bytesPerCycle()))
                .total().get(Counter.CYCLES);
        long start = System.nanoTime();
        try (ProgressMonitor.Task task = monitor.begin("simulating " + program.name() + ", cycles", predicted)) {
            task.advance(done);
            for (long left = limit; left > 0; left -= CYCLES_BETWEEN_NEWS) {
                if (simulator.run(Math.min(left, CYCLES_BETWEEN_NEWS))) {
                    return Duration.ofNanos(System.nanoTime() - start);
                }
                task.advance(CYCLES_BETWEEN_NEWS);
            }
        }
        simulator.reset();
        throw new DeviceException("program %s was not done after %d cycles; raise the cycle limit if it may take that long"
                .formatted(program.name(), options.cycleLimit()));
    }

    private Timing timing(Duration wall) {
        ByteBuffer workspace = region(Region.WORKSPACE);
        List<Counters> snapshots = program.layers().stream().map(layer -> Counters.read(workspace, layer.snapshotOffset())).toList();
        return Timing.ofSnapshots(Counters.of(simulator::counter), snapshots, wall);
    }

    private ByteBuffer region(Region region) {
        MemoryMap.Place place = map.place(region);
        return simulator.memory(place.address(), place.bytes());
    }

    private byte[] bytes(Region region) {
        ByteBuffer memory = region(region);
        byte[] copy = new byte[memory.remaining()];
        memory.get(copy);
        return copy;
    }

    @Override
    public void close() {
        simulator.close();
    }
}
