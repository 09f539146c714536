package systole.drivers.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import systole.contract.ArrayConfiguration;
import systole.contract.BusConfiguration;
import systole.contract.Configuration;
import systole.contract.Counter;
import systole.contract.Register;
import systole.sim.BuildListener;
import systole.sim.Hardware;
import systole.sim.SimulatorBuilder;
import systole.sim.Toolchain;
import systole.sim.Variant;

/** The stand-in for the accelerator: sim/src/test/verilog/systole.sv says what its registers mean. */
final class CopyKernel {
    /** The value of CONSTANTS_LOW that stops its answers on AXI4-Lite. */
    static final int SILENT = 4;

    static final Counter READ_LATENCY = Counter.values()[1];
    static final Counter WRITE_LATENCY = Counter.values()[2];

    private static final Path SOURCE = Path.of("../sim/src/test/verilog/systole.sv");
    private static final SimulatorBuilder BUILDER = new SimulatorBuilder(
            new Hardware(CopyKernel::elaborate, List.of(SOURCE)), Path.of("target/systole-cache"), Toolchain.ofPath());

    private CopyKernel() {
    }

    static Configuration configuration(int busBytes) {
        Configuration defaults = Configuration.ofArray(4);
        return new Configuration(new ArrayConfiguration(4, 4), defaults.memory(), new BusConfiguration(busBytes, 16, 16), 8);
    }

    static Path library(Configuration configuration, Variant variant) {
        return BUILDER.build(configuration, variant, BuildListener.silent());
    }

    static Simulator open(int busBytes, MemoryModel memory) {
        Configuration configuration = configuration(busBytes);
        return Simulator.open(library(configuration, Variant.FAST), configuration, memory);
    }

    /** Starts a copy of whole beats between device addresses. */
    static void start(Simulator simulator, long source, long target, int beats) {
        start(simulator, source, target, beats, -1);
    }

    /** Starts a copy of the bytes of each beat whose strobe is 1. */
    static void start(Simulator simulator, long source, long target, int beats, long strobes) {
        simulator.writeLong(Register.WORKSPACE_LOW, strobes);
        simulator.writeLong(Register.INPUT_LOW, source);
        simulator.writeLong(Register.OUTPUT_LOW, target);
        simulator.write(Register.DESCRIPTORS, beats);
        simulator.start();
    }

    private static void elaborate(Configuration configuration, Path directory) {
        try {
            String definitions = "`define SYSTOLE_BUS_BYTES %d\n`define SYSTOLE_HASH 64'h%s\n"
                    .formatted(configuration.bus().bytes(), configuration.hashText());
            Files.writeString(directory.resolve("systole.sv"), definitions + Files.readString(SOURCE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
