package systole.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import systole.contract.Configuration;
import systole.drivers.sim.SimDevice;
import systole.quant.QuantisedGraph;
import systole.runtime.Device;
import systole.runtime.DeviceOptions;
import systole.runtime.Devices;
import systole.runtime.ProgressMonitor;
import systole.runtime.RunResult;
import systole.runtime.Session;
import systole.runtime.fpga.FpgaTools;
import systole.runtime.fpga.Multiplication;
import systole.runtime.fpga.Platform;
import systole.sim.BuildListener;
import systole.sim.Hardware;
import systole.sim.SimulatorBuilder;
import systole.sim.Toolchain;
import systole.sim.Variant;
import systole.verify.Accelerator;
import systole.verify.Campaign;
import systole.verify.CaseGenerator;
import systole.verify.Verifier;

/** The SystemVerilog that cards get, with its narrow multipliers, block memories and free-running clocks, is the kernel that is simulated. */
class CardKernelTest {
    private static final Accelerator ACCELERATOR = Accelerator.standard(4);
    private static final int CASES = 40;

    private final Path library = library(ACCELERATOR.configuration());

    @Test
    void bytesAreTheReferences() {
        Verifier verifier = new Verifier(List.of(options -> new SimDevice(library, options, ProgressMonitor.SILENT)));
        CaseGenerator generator = new CaseGenerator(List.of(ACCELERATOR), 2);
        var failure = Campaign.run(verifier, generator::at, CASES, ProgressMonitor.SILENT).finding();
        assertTrue(failure.isEmpty(), failure::toString);
    }

    @Test
    void everyCounterIsTheSimulators() {
        SmallNetwork network = new SmallNetwork();
        DeviceOptions options = DeviceOptions.ofArray(4);
        RunResult onCard = run(network.graph(), new SimDevice(library, options, ProgressMonitor.SILENT));
        RunResult simulated = run(network.graph(), Devices.open("sim", options, ProgressMonitor.SILENT));
        assertArrayEquals(simulated.output(), onCard.output());
        assertEquals(simulated.timing().orElseThrow().total(), onCard.timing().orElseThrow().total());
    }

    private static RunResult run(QuantisedGraph graph, Device device) {
        try (device; Session session = new Session(graph, device)) {
            return session.run(new byte[graph.input().shape().size()]);
        }
    }

    private static Path library(Configuration configuration) {
        FpgaTools tools = ServiceLoader.load(FpgaTools.class).findFirst().orElseThrow();
        List<Path> sources = Stream.concat(systole.sim.Accelerator.hardware().sources().stream(), Stream.of(origin(tools))).toList();
        Hardware forCards = new Hardware((elaborated, directory) -> write(tools, elaborated, directory), sources);
        return new SimulatorBuilder(forCards, Path.of("target", "cards"), Toolchain.ofPath()).build(configuration, Variant.FAST, BuildListener.silent());
    }

    private static void write(FpgaTools tools, Configuration configuration, Path directory) {
        Path kernel = directory.resolveSibling("card");
        tools.writeKernel(configuration, Platform.ZCU104, Multiplication.PACKED, kernel, ProgressMonitor.SILENT);
        try (Stream<Path> files = Files.list(kernel.resolve("rtl"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".sv")).toList()) {
                Files.move(file, directory.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path origin(FpgaTools tools) {
        return Path.of(tools.getClass().getProtectionDomain().getCodeSource().getLocation().getPath());
    }
}
