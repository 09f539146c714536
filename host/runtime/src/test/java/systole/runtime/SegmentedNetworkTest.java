package systole.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import systole.compiler.NetworkProgram;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.FloatOutput;
import systole.quant.Quantisation;
import systole.quant.QuantisedGraph;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedOperator;
import systole.quant.QuantisedTensor;
import systole.quant.Requantisation;
import systole.runtime.reference.ReferenceExecutor;

/** Networks whose nodes take turns between the array and the host, one image at a time and in batches. */
class SegmentedNetworkTest {
    private static final Quantisation QUANTISATION = new Quantisation(0.05f, 3);

    private final SplittableRandom random = new SplittableRandom(4);

    /** A convolution, LRN, two branches of which one has another LRN, their concatenation, and the softmax of a linear layer. */
    private QuantisedGraph graph() {
        QuantisedTensor input = tensor("input", Shape.map(3, 8, 8));
        QuantisedTensor concatenated = tensor("both", Shape.map(14, 8, 8));
        QuantisedOperator normalisation = new QuantisedOperator.LocalResponseNormalisation(3, 0.01f, 0.75f, 1);
        return new QuantisedGraph("turns", input, List.of(
                convolution("conv1", 3, "input"),
                new QuantisedNode(normalisation, List.of("conv1"), tensor("norm1", Shape.map(7, 8, 8))),
                convolution("left", 7, "norm1"),
                convolution("right", 7, "norm1"),
                new QuantisedNode(normalisation, List.of("right"), tensor("norm2", Shape.map(7, 8, 8))),
                new QuantisedNode(new QuantisedOperator.Concatenation(), List.of("left", "norm2"), concatenated),
                new QuantisedNode(new QuantisedOperator.Linear(bytes(5 * 14 * 64), requantisation(5, 14 * 64)), List.of("both"),
                        tensor("linear", Shape.vector(5))),
                new QuantisedNode(new QuantisedOperator.Softmax(), List.of("linear"),
                        new QuantisedTensor("softmax", Shape.vector(5), new Quantisation(1f / 256, -128)))));
    }

    private QuantisedNode convolution(String name, int channels, String input) {
        return new QuantisedNode(new QuantisedOperator.Convolution(
                Window.square(3, 1, 1), 1, bytes(7 * channels * 9), requantisation(7, channels * 9)), List.of(input), tensor(name, Shape.map(7, 8, 8)));
    }

    private static QuantisedTensor tensor(String name, Shape shape) {
        return new QuantisedTensor(name, shape, QUANTISATION);
    }

    private Requantisation requantisation(int outputs, int taps) {
        float[] scale = new float[outputs];
        Arrays.fill(scale, (float) (1 / (128 * Math.sqrt(taps))));
        return new Requantisation(random.ints(outputs, -999, 999).toArray(), scale, 3, -128, 127, Optional.empty());
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static Device model() {
        return Devices.open("model", DeviceOptions.ofArray(4), ProgressMonitor.SILENT);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void everyTensorEqualsTheReferences(int images) {
        QuantisedGraph graph = graph();
        byte[] batch = bytes(images * 3 * 64);
        try (Device device = model(); Session session = new Session(graph, device, images)) {
            List<Comparison> comparisons = session.compareAll(batch, session.expected(batch));
            assertEquals(graph.nodes().size(), comparisons.size());
            comparisons.forEach(comparison -> assertEquals("equal", comparison.toString()));
            byte[] output = session.run(batch).output();
            for (int image = 0; image < images; image++) {
                byte[] expected = new ReferenceExecutor(graph).run(Images.of(batch, 3 * 64, image)).get("softmax");
                assertArrayEquals(expected, Images.of(output, 5, image));
            }
        }
    }

    /** A convolution with float weights between two on the array. */
    @Test
    void layersLeftInFloatAreComputedByTheHost() {
        float[] weights = new float[7 * 7 * 9];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextDouble(-0.02, 0.02);
        }
        QuantisedOperator inFloat = new QuantisedOperator.FloatConvolution(Window.square(3, 1, 1), 1, weights, new float[7],
                new FloatOutput(QUANTISATION, 3, 127, Optional.empty()));
        QuantisedGraph graph = new QuantisedGraph("mixed", tensor("input", Shape.map(3, 8, 8)), List.of(convolution("before", 3, "input"),
                new QuantisedNode(inFloat, List.of("before"), tensor("float", Shape.map(7, 8, 8))), convolution("after", 7, "float")));
        byte[] batch = bytes(2 * 3 * 64);
        try (Device device = model(); Session session = new Session(graph, device, 2)) {
            session.compareAll(batch, session.expected(batch)).forEach(comparison -> assertEquals("equal", comparison.toString()));
            assertTrue(session.program().layers().stream().anyMatch(layer -> layer.op().equals("host:floatconvolution")));
        }
    }

    @Test
    void manyBatchesGiveWhatEachGivesAlone() {
        List<byte[]> batches = List.of(bytes(2 * 3 * 64), bytes(2 * 3 * 64), bytes(2 * 3 * 64));
        try (Device device = model(); Session session = new Session(graph(), device, 2)) {
            List<RunResult> results = session.runAll(batches);
            assertEquals(batches.size(), results.size());
            for (int i = 0; i < batches.size(); i++) {
                RunResult alone = session.run(batches.get(i));
                assertArrayEquals(alone.output(), results.get(i).output());
                assertEquals(alone.tensors().keySet(), results.get(i).tensors().keySet());
                assertEquals(alone.timing().map(Timing::total), results.get(i).timing().map(Timing::total));
            }
            assertEquals(List.of(), session.runAll(List.of()));
        }
    }

    @Test
    void cyclesAreThoseOfTheProgramsTogether() {
        try (Device device = model(); Session session = new Session(graph(), device)) {
            NetworkProgram network = session.program();
            assertEquals(List.of("conv", "host:lrn", "conv", "conv", "host:lrn", "copy", "copy", "linear", "host:softmax"),
                    network.layers().stream().map(NetworkProgram.Layer::op).toList());
            Timing timing = session.run(bytes(3 * 64)).timing().orElseThrow();
            assertEquals(network.layers().stream().filter(NetworkProgram.Layer::onArray).count(), timing.layers().size());
            assertEquals(timing.total(), timing.layers().stream().reduce(Counters.zero(), Counters::plus));
        }
    }

    @Test
    void anInputOfAnotherSizeIsRefused() {
        try (Device device = model(); Session session = new Session(graph(), device, 2)) {
            String message = assertThrows(IllegalArgumentException.class, () -> session.run(new byte[3 * 64])).getMessage();
            assertTrue(message.contains("takes 2 of 3x8x8 = 384 bytes, not 192"), message);
        }
    }

    @Test
    void theSecondImagesMismatchIsFound() {
        try (Device device = model(); Session session = new Session(graph(), device, 2)) {
            byte[] batch = bytes(2 * 3 * 64);
            RunResult result = session.run(batch);
            int last = result.output().length - 1;
            result.output()[last] ^= 1;
            List<String> wrong = session.compare(result, session.expected(batch)).stream()
                    .flatMap(comparison -> comparison.mismatch().stream()).map(Mismatch::tensor).toList();
            assertEquals(List.of("softmax"), wrong);
        }
    }
}
