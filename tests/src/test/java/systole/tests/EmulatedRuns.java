package systole.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import systole.compiler.GraphMaker;
import systole.compiler.NetworkProgram;
import systole.compiler.Program;
import systole.contract.Configuration;
import systole.contract.Descriptor;
import systole.contract.HeaderField;
import systole.graph.Shape;
import systole.graph.Window;
import systole.models.Models;
import systole.models.TrainedModel;
import systole.models.data.DrawnDigits;
import systole.nn.Network;
import systole.quant.QuantisedGraph;
import systole.quant.Quantiser;
import systole.runtime.CompiledNetwork;
import systole.runtime.Device;
import systole.runtime.DeviceEmulator;
import systole.runtime.DeviceException;
import systole.runtime.DeviceOptions;
import systole.runtime.Devices;
import systole.runtime.LoadedNetwork;
import systole.runtime.MemoryTiming;
import systole.runtime.ProgressMonitor;
import systole.runtime.RunResult;
import systole.runtime.Session;
import systole.runtime.Timing;
import systole.verify.Accelerator;
import systole.verify.Case;
import systole.verify.CaseGenerator;

/**
 * All that is tried on an emulated card, in one JVM, since the Xilinx Runtime takes ten seconds to configure one. Its main method
 * without arguments starts that JVM.
 */
final class EmulatedRuns {
    /** Begins the line that says what a run costs the host. */
    static final String FIGURES = "a run on the emulated card: ";

    private static final String INSIDE = "inside";
    private static final int CASES = 30;
    private static final int MANY = 7;
    private static final int RUNS = 100;
    private static final int ARRAY = 16;
    /** A memory with everything that can change a cycle count. */
    private static final DeviceOptions OPTIONS =
            DeviceOptions.ofArray(ARRAY).withMemory(new MemoryTiming(37, OptionalInt.of(11), 0.2, 5));

    private final Device card;
    private final Device simulation;

    private EmulatedRuns(Device card, Device simulation) {
        this.card = card;
        this.simulation = simulation;
    }

    /** Ends with exit code 0 where all is as it should be, else with an exception or the code of the JVM inside. */
    public static void main(String... arguments) {
        if (List.of(arguments).equals(List.of(INSIDE))) {
            runInside();
        } else {
            System.exit(DeviceEmulator.of("xrt").run(JavaProgram.words(EmulatedRuns.class, INSIDE), OPTIONS, ProgressMonitor.SILENT));
        }
    }

    private static void runInside() {
        DeviceOptions options = OPTIONS.withXclbin(Optional.of(Path.of(System.getenv("SYSTOLE_XCLBIN"))));
        refusesAnotherContract(options);
        try (Device card = Devices.open("xrt", options, ProgressMonitor.SILENT);
                Device simulation = Devices.open("sim", OPTIONS, ProgressMonitor.SILENT)) {
            EmulatedRuns runs = new EmulatedRuns(card, simulation);
            runs.lenet5();
            runs.randomNetworks();
            runs.manyRunsOverlap();
            runs.inferenceMakesNoGarbage();
            runs.goesOnAfterABadProgram();
        }
        goesOnAfterATimeLimit(options);
    }

    private static void refusesAnotherContract(DeviceOptions options) {
        Configuration usual = options.configuration();
        Configuration other = new Configuration(usual.array(), usual.memory(), usual.bus(), 2 * usual.queueDepth());
        DeviceOptions wrong = DeviceOptions.of(other).withXclbin(options.xclbin());
        String message = assertThrows(DeviceException.class, () -> Devices.open("xrt", wrong, ProgressMonitor.SILENT)).getMessage();
        assertTrue(message.contains(usual.hashText()) && message.contains(other.hashText()), message);
    }

    private void lenet5() {
        TrainedModel model = Models.trained("lenet5");
        Network network = new Network(model.graph(), model.parameters());
        List<float[]> digits = DrawnDigits.of(3, 2).images().stream().map(model::prepare).toList();
        QuantisedGraph graph = Quantiser.quantise(model.graph(), model.parameters().values(), digits, network::activations);
        for (float[] digit : digits) {
            compare("lenet5", graph, graph.input().quantisation().quantise(digit));
        }
    }

    private void randomNetworks() {
        CaseGenerator generator = new CaseGenerator(List.of(Accelerator.standard(ARRAY)), 6);
        for (int i = 0; i < CASES; i++) {
            Case tried = generator.at(i);
            compare(tried.toString(), tried.graph(), tried.inputBytes());
        }
    }

    /** Every tensor equals the reference's, and every counter the simulation's. */
    private void compare(String name, QuantisedGraph graph, byte[] input) {
        try (Session onCard = new Session(graph, card); Session simulated = new Session(graph, simulation)) {
            onCard.compareAll(input, onCard.expected(input)).forEach(comparison -> assertEquals("equal", comparison.toString(), name));
            RunResult result = onCard.run(input);
            RunResult expected = simulated.run(input);
            assertArrayEquals(expected.output(), result.output(), name);
            assertEquals(expected.timing().map(Timing::total), result.timing().map(Timing::total), name);
            assertEquals(expected.timing().map(Timing::layers), result.timing().map(Timing::layers), name);
        }
    }

    /** What is copied during a run is another run's. */
    private void manyRunsOverlap() {
        SmallNetwork network = new SmallNetwork();
        List<byte[]> inputs = IntStream.range(0, MANY).mapToObj(network::input).toList();
        try (Session onCard = new Session(network.graph(), card); Session simulated = new Session(network.graph(), simulation)) {
            List<RunResult> results = onCard.runAll(inputs);
            for (int i = 0; i < MANY; i++) {
                assertArrayEquals(network.expected(inputs.get(i)), results.get(i).output(), "run " + i);
                assertEquals(simulated.run(inputs.get(i)).timing().map(Timing::total), results.get(i).timing().map(Timing::total), "run " + i);
            }
        }
    }

    /** The thread's own time holds neither the runtime's sleeps nor the simulation, which is another process's. */
    private void inferenceMakesNoGarbage() {
        SmallNetwork network = new SmallNetwork();
        byte[] input = network.input(2);
        byte[] output = new byte[network.graph().output().shape().size()];
        try (Session onCard = new Session(network.graph(), card)) {
            infer(onCard, input, output, RUNS);
            assertArrayEquals(network.expected(input), output);
            var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
            long start = threads.getCurrentThreadCpuTime();
            long bytes = threads.getCurrentThreadAllocatedBytes();
            infer(onCard, input, output, RUNS);
            long garbage = (threads.getCurrentThreadAllocatedBytes() - bytes) / RUNS;
            long nanoseconds = (threads.getCurrentThreadCpuTime() - start) / RUNS;
            System.out.println(FIGURES + "%d ns of the thread's processor time, the runtime's share included, %d bytes of garbage"
                    .formatted(nanoseconds, garbage));
            assertEquals(0, garbage, "bytes of garbage in a run");
            assertThrows(IllegalArgumentException.class, () -> onCard.infer(input, new byte[output.length + 1]));
        }
    }

    private static void infer(Session session, byte[] input, byte[] output, int times) {
        for (int i = 0; i < times; i++) {
            session.infer(input, output);
        }
    }

    private void goesOnAfterABadProgram() {
        SmallNetwork network = new SmallNetwork();
        Program good = network.program(OPTIONS.configuration());
        List<Descriptor> descriptors = new ArrayList<>(good.descriptors());
        int index = descriptors.size() / 2;
        descriptors.set(index, descriptors.get(index).with(HeaderField.OPCODE, 99));
        byte[] input = network.input(1);
        CompiledNetwork broken = new CompiledNetwork(network.graph(), NetworkProgram.of(good.withDescriptors(descriptors), 1));
        try (LoadedNetwork loaded = card.load(broken)) {
            String message = assertThrows(DeviceException.class, () -> loaded.run(input)).getMessage();
            assertTrue(message.contains("descriptor %d of %d with BAD_OPCODE".formatted(index, descriptors.size())), message);
        }
        compare("after a bad program", network.graph(), input);
    }

    /** A run that takes too long is given up; the card is closed, and the next run configures it again. */
    private static void goesOnAfterATimeLimit(DeviceOptions options) {
        QuantisedGraph graph = new GraphMaker(new SplittableRandom(1), Shape.map(64, 56, 56))
                .convolution(64, Window.square(3, 1, 1), 1).graph();
        byte[] input = new byte[graph.input().shape().size()];
        try (Device device = Devices.open("xrt", options.withCycleLimit(1), ProgressMonitor.SILENT); Session session = new Session(graph, device)) {
            for (int i = 0; i < 2; i++) {
                String message = assertThrows(DeviceException.class, () -> session.run(input)).getMessage();
                assertTrue(message.contains("was not done after"), message);
            }
        }
    }
}
