package systole.drivers.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systole.compiler.NetworkProgram;
import systole.compiler.Program;
import systole.contract.Counter;
import systole.contract.Descriptor;
import systole.contract.HeaderField;
import systole.drivers.SampleNetworks;
import systole.quant.QuantisedGraph;
import systole.runtime.CompiledNetwork;
import systole.runtime.Counters;
import systole.runtime.Device;
import systole.runtime.DeviceException;
import systole.runtime.DeviceOptions;
import systole.runtime.Devices;
import systole.runtime.LoadedNetwork;
import systole.runtime.MemoryTiming;
import systole.runtime.ProgressMonitor;
import systole.runtime.RunResult;
import systole.runtime.Session;
import systole.runtime.Timing;

/** Whole programs on the real hardware, simulated. */
class SimDeviceTest {
    private static final DeviceOptions OPTIONS = DeviceOptions.ofArray(8);
    private final QuantisedGraph graph = SampleNetworks.convolutionAndPool();
    private final Random random = new Random(9);

    @TempDir
    private Path folder;

    @Test
    void everyTensorEqualsTheReferenceAtAnyMemoryTiming() {
        for (MemoryTiming timing : List.of(MemoryTiming.DEFAULT, new MemoryTiming(1, OptionalInt.empty(), 0, 1),
                new MemoryTiming(37, OptionalInt.of(3), 0.3, 5))) {
            try (Device device = open(OPTIONS.withMemory(timing)); Session session = new Session(graph, device)) {
                byte[] input = input();
                session.compareAll(input, session.expected(input)).forEach(comparison -> assertEquals("equal", comparison.toString()));
            }
        }
    }

    @Test
    void runsOneAfterTheOtherAreIndependent() {
        try (Device device = open(OPTIONS); Session session = new Session(graph, device)) {
            byte[] input = input();
            RunResult first = session.run(input);
            session.run(input());
            assertArrayEquals(first.output(), session.run(input).output());
            assertArrayEquals(session.expected(input).get(graph.output().name()), first.output());
        }
    }

    @Test
    void layersCyclesSumToTheTotal() {
        try (Device device = open(OPTIONS); Session session = new Session(graph, device)) {
            Timing timing = session.run(input()).timing().orElseThrow();
            assertEquals(session.program().layers().size(), timing.layers().size());
            assertEquals(timing.total(), timing.layers().stream().reduce(Counters.zero(), Counters::plus));
            timing.layers().forEach(layer -> assertTrue(layer.get(Counter.CYCLES) > 0, layer.toString()));
            assertTrue(timing.total().get(Counter.BYTES_READ) > 0);
            assertFalse(timing.wall().isZero());
        }
    }

    @Test
    void aBadDescriptorIsNamedWithItsError() {
        try (Device device = open(OPTIONS); Session session = new Session(graph, device)) {
            Program program = session.program().program();
            int index = program.descriptors().size() / 2;
            List<Descriptor> descriptors = new ArrayList<>(program.descriptors());
            descriptors.set(index, descriptors.get(index).with(HeaderField.OPCODE, 99));
            NetworkProgram broken = NetworkProgram.of(program.withDescriptors(descriptors), 1);
            try (LoadedNetwork network = device.load(new CompiledNetwork(graph, broken))) {
                String message = assertThrows(DeviceException.class, () -> network.run(input())).getMessage();
                assertTrue(message.contains("descriptor %d of %d with BAD_OPCODE".formatted(index, descriptors.size())), message);
            }
        }
    }

    @Test
    void theCycleLimitEndsARun() {
        try (Device device = open(OPTIONS.withCycleLimit(50)); Session session = new Session(graph, device)) {
            String message = assertThrows(DeviceException.class, () -> session.run(input())).getMessage();
            assertTrue(message.contains("after 50 cycles"), message);
        }
    }

    @Test
    void wavesOfTheLatestRunAreWritten() throws IOException {
        Path waves = folder.resolve("waves.fst");
        try (Device device = open(OPTIONS.withWaves(Optional.of(waves))); Session session = new Session(graph, device)) {
            session.run(input());
        }
        assertTrue(Files.size(waves) > 1000, "the file holds " + Files.size(waves) + " bytes");
    }

    private static Device open(DeviceOptions options) {
        return Devices.open("sim", options, ProgressMonitor.SILENT);
    }

    private byte[] input() {
        byte[] input = new byte[graph.input().shape().size()];
        random.nextBytes(input);
        return input;
    }
}
