package systole.tests;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import systole.compiler.Program;
import systole.contract.Configuration;
import systole.contract.Descriptor;
import systole.contract.ErrorCode;
import systole.contract.Region;
import systole.contract.Register;
import systole.drivers.Kernel;
import systole.drivers.MemoryMap;
import systole.drivers.sim.MemoryModel;
import systole.drivers.sim.Simulator;
import systole.runtime.Counters;
import systole.sim.Accelerator;
import systole.sim.BuildListener;
import systole.sim.SimulatorBuilder;
import systole.sim.Variant;

/** One simulated kernel that runs program after program, good ones and bad ones, without a reset between them. */
final class KernelBench implements AutoCloseable {
    /** Well above any run here, well below what would try one's patience. */
    private static final long CYCLE_LIMIT = 1_000_000;
    private static final int WATCHDOG = 100_000;
    private static final int MEMORY_BYTES = 1 << 20;

    private final Simulator simulator;

    /** A kernel whose memory differs from the default one. */
    KernelBench(Configuration configuration, UnaryOperator<MemoryModel> memory) {
        Path library = new SimulatorBuilder(Accelerator.hardware()).build(configuration, Variant.FAST, BuildListener.silent());
        simulator = Simulator.open(library, configuration, memory.apply(MemoryModel.ofBytes(MEMORY_BYTES)));
    }

    /**
     * How a program ended.
     *
     * @param error the ERROR register's code
     * @param index the ERROR_INDEX register
     * @param output the output tensor
     */
    record Ending(ErrorCode error, int index, byte[] output) {
    }

    Ending run(Program program, byte[] input) {
        return run(program, input, WATCHDOG);
    }

    /** Runs a program with another watchdog; throws {@link AssertionError} where it never ends. */
    Ending run(Program program, byte[] input, int watchdog) {
        MemoryMap map = MemoryMap.of(program, Simulator.MEMORY_BASE);
        write(program, map, input);
        Kernel.setUp(simulator, program, map);
        simulator.write(Register.WATCHDOG, watchdog);
        return finish(program, map);
    }

    /** Runs a program whose registers say that it lies elsewhere. */
    Ending runFrom(long address, Program program, byte[] input) {
        MemoryMap map = MemoryMap.of(program, Simulator.MEMORY_BASE);
        write(program, map, input);
        Kernel.setUp(simulator, program, map);
        simulator.writeLong(Register.PROGRAM_LOW, address);
        return finish(program, map);
    }

    /** The counters of the latest run. */
    Counters counters() {
        return Counters.of(simulator::counter);
    }

    /** The counters that the latest run of that program left at that offset in region WORKSPACE. */
    Counters snapshot(Program program, int offset) {
        return Counters.read(region(MemoryMap.of(program, Simulator.MEMORY_BASE), Region.WORKSPACE), offset);
    }

    /** Lets time pass. */
    void step(long cycles) {
        simulator.step(cycles);
    }

    private void write(Program program, MemoryMap map, byte[] input) {
        ByteBuffer descriptors = simulator.memory(map.program(), program.descriptors().size() * Descriptor.BYTES);
        program.descriptors().forEach(descriptor -> descriptor.write(descriptors));
        region(map, Region.CONSTANTS).put(program.constants());
        region(map, Region.INPUT).put(input);
        ByteBuffer output = region(map, Region.OUTPUT);
        output.put(new byte[output.remaining()]);
    }

    private Ending finish(Program program, MemoryMap map) {
        simulator.start();
        if (!simulator.run(CYCLE_LIMIT)) {
            throw new AssertionError("program %s did not end within %d cycles".formatted(program.name(), CYCLE_LIMIT));
        }
        ByteBuffer output = region(map, Region.OUTPUT);
        byte[] bytes = new byte[output.remaining()];
        output.get(bytes);
        return new Ending(simulator.error(), simulator.read(Register.ERROR_INDEX), program.output().unpack(bytes));
    }

    private ByteBuffer region(MemoryMap map, Region region) {
        MemoryMap.Place place = map.place(region);
        return simulator.memory(place.address(), place.bytes());
    }

    @Override
    public void close() {
        simulator.close();
    }
}
