package systole.drivers.sim;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import systole.compiler.Program;
import systole.contract.Descriptor;
import systole.contract.Region;
import systole.drivers.Kernel;
import systole.drivers.MemoryMap;
import systole.runtime.CompiledNetwork;
import systole.runtime.Counters;
import systole.runtime.DeviceException;
import systole.runtime.DeviceOptions;
import systole.runtime.LoadedNetwork;
import systole.runtime.MemoryTiming;
import systole.runtime.RunResult;
import systole.runtime.Timing;

/** A program in a simulator's memory. Where waves are asked for, the file holds the latest run. */
final class SimulatedNetwork implements LoadedNetwork {
    private final Simulator simulator;
    private final CompiledNetwork network;
    private final Program program;
    private final MemoryMap map;
    private final DeviceOptions options;

    private SimulatedNetwork(Simulator simulator, CompiledNetwork network, MemoryMap map, DeviceOptions options) {
        this.simulator = simulator;
        this.network = network;
        this.program = network.program();
        this.map = map;
        this.options = options;
    }

    /** Opens a simulator with as much memory as the program needs, and writes program and constants. */
    static SimulatedNetwork load(Path library, CompiledNetwork network, DeviceOptions options) {
        Program program = network.program();
        MemoryMap map = MemoryMap.of(program, Simulator.MEMORY_BASE);
        Simulator simulator = Simulator.open(library, program.configuration(), memory(map, options.memory()));
        SimulatedNetwork loaded = new SimulatedNetwork(simulator, network, map, options);
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
    public RunResult run(byte[] input) {
        byte[] packed = network.pack(input);
        region(Region.INPUT).position(Math.toIntExact(program.input().offset())).put(packed);
        Kernel.setUp(simulator, program, map);
        options.waves().ifPresent(simulator::startWaves);
        Duration wall = simulate();
        options.waves().ifPresent(file -> simulator.stopWaves());
        Kernel.requireSuccess(simulator, program);
        return RunResult.read(program, this::bytes, Optional.of(timing(wall)));
    }

    private Duration simulate() {
        long start = System.nanoTime();
        simulator.start();
        if (!simulator.run(options.cycleLimit())) {
            simulator.reset();
            throw new DeviceException("program %s was not done after %d cycles; raise the cycle limit if it may take that long"
                    .formatted(program.name(), options.cycleLimit()));
        }
        return Duration.ofNanos(System.nanoTime() - start);
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
