package systole.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import systole.compiler.GraphMaker;
import systole.graph.Shape;
import systole.graph.Window;
import systole.models.Models;
import systole.models.TrainedModel;
import systole.models.data.DrawnDigits;
import systole.nn.Network;
import systole.quant.QuantisedGraph;
import systole.quant.Quantiser;
import systole.runtime.Counters;
import systole.runtime.Device;
import systole.runtime.DeviceOptions;
import systole.runtime.Devices;
import systole.runtime.MemoryTiming;
import systole.runtime.ProgressMonitor;
import systole.runtime.Session;
import systole.runtime.Timing;
import systole.verify.Accelerator;
import systole.verify.Case;
import systole.verify.CaseGenerator;

/**
 * The model device predicts every counter of every layer as the hardware counts it, with no error at all. Whoever changes the
 * hardware's timing changes {@code systole.compiler.timing} with it.
 */
class ModelTimingTest {
    private static final int CASES_OF_EACH = 10;

    /** Networks whose cycles matter. */
    enum Benchmark {
        LENET5 {
            @Override
            QuantisedGraph graph() {
                TrainedModel model = Models.trained("lenet5");
                List<float[]> images = DrawnDigits.of(3, 1).images().stream().map(model::prepare).toList();
                return Quantiser.quantise(model.graph(), model.parameters().values(), images,
                        new Network(model.graph(), model.parameters())::activations);
            }
        },
        CONVOLUTION_OF_64_CHANNELS {
            @Override
            QuantisedGraph graph() {
                return new GraphMaker(new SplittableRandom(1), Shape.map(64, 56, 56)).convolution(64, Window.square(3, 1, 1), 1).graph();
            }
        };

        abstract QuantisedGraph graph();
    }

    @ParameterizedTest
    @EnumSource
    void benchmarks(Benchmark benchmark) {
        QuantisedGraph graph = benchmark.graph();
        byte[] input = new byte[graph.input().shape().size()];
        for (int array : new int[] {8, 16}) {
            for (MemoryTiming memory : memories()) {
                assertSameTiming(graph, input, DeviceOptions.ofArray(array).withMemory(memory));
            }
        }
    }

    private static List<MemoryTiming> memories() {
        List<MemoryTiming> memories = new ArrayList<>();
        for (int latency : new int[] {16, 100, 400}) {
            for (OptionalInt bytesPerCycle : List.of(OptionalInt.empty(), OptionalInt.of(16), OptionalInt.of(4))) {
                memories.add(new MemoryTiming(latency, bytesPerCycle, 0, 1));
            }
        }
        return memories;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("randomNetworks")
    void networksByChance(Case tried) {
        MemoryTiming memory = tried.options().memory();
        MemoryTiming steady = new MemoryTiming(memory.latency(), memory.bytesPerCycle(), 0, 1);
        assertSameTiming(tried.graph(), tried.inputBytes(), tried.options().withMemory(steady));
    }

    static Stream<Case> randomNetworks() {
        return Accelerator.ALL.stream().flatMap(accelerator -> {
            CaseGenerator generator = new CaseGenerator(List.of(accelerator), 3);
            return IntStream.range(0, CASES_OF_EACH).mapToObj(generator::at);
        });
    }

    private static void assertSameTiming(QuantisedGraph graph, byte[] input, DeviceOptions options) {
        Timing simulated = timing("sim", graph, input, options);
        Timing predicted = timing("model", graph, input, options);
        String where = "array %d, %s".formatted(options.configuration().array().size(), options.memory());
        assertEquals(simulated.total(), predicted.total(), where);
        for (int i = 0; i < simulated.layers().size(); i++) {
            Counters layer = simulated.layers().get(i);
            assertEquals(layer, predicted.layers().get(i), "layer " + i + ", " + where);
        }
    }

    private static Timing timing(String name, QuantisedGraph graph, byte[] input, DeviceOptions options) {
        try (Device device = Devices.open(name, options, ProgressMonitor.SILENT); Session session = new Session(graph, device)) {
            return session.run(input).timing().orElseThrow();
        }
    }
}
