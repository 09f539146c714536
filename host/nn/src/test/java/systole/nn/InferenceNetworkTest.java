package systole.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import systole.graph.Graph;
import systole.graph.Operator;
import systole.graph.Shape;
import systole.graph.Value;
import systole.graph.Window;

/** Prepared networks against the same in plain loops in float64. */
class InferenceNetworkTest {
    private final SplittableRandom random = new SplittableRandom(5);

    /** Channels that fill no block, one, some and a bit; maps narrower than a run, as wide, and wider; padding, strides, dilation, groups. */
    @ParameterizedTest
    @CsvSource({
            "1,1,1, 16, 1,1,0,1, 1", "3,5,5, 16, 3,1,1,1, 1", "17,7,7, 33, 3,1,1,1, 1", "16,8,6, 48, 1,1,0,1, 1", "5,14,13, 20, 5,1,2,1, 1",
            "40,9,15, 70, 1,2,0,1, 1", "3,23,29, 64, 7,2,3,1, 1", "32,12,11, 32, 3,2,1,1, 2", "48,6,22, 96, 3,1,2,2, 3", "20,11,10, 31, 3,3,0,2, 1",
            "6,9,9, 6, 3,1,1,1, 1", "24,9,9, 24, 3,1,1,1, 24", "16,5,5, 16, 1,1,2,1, 1", "300,3,3, 16, 3,1,1,1, 1", "4,13,9, 20, 3,2,1,3, 1",
            "20,17,19, 33, 1,1,0,1, 1"})
    void convolvesAsDefined(int channels, int height, int width, int outputs, int kernel, int stride, int padding, int dilation, int groups) {
        Window window = new Window(kernel, kernel, stride, stride, padding, padding, padding, padding, dilation, dilation);
        Shape map = Shape.map(channels, height, width);
        assertAsDefined(Graph.sequential("convolution", map).then("conv", new Operator.Conv2d(outputs, window, groups, true)).build());
        assertAsDefined(Graph.sequential("fused", map).then("conv", new Operator.Conv2d(outputs, window, groups, false)).batchNorm2d("bn")
                .then("clip", new Operator.Clip(-0.5f, 0.7f)).build());
    }

    @Test
    void padsUnevenly() {
        Window window = new Window(3, 2, 1, 1, 0, 1, 2, 0, 1, 2);
        assertAsDefined(Graph.sequential("uneven", Shape.map(4, 6, 9)).then("conv", new Operator.Conv2d(18, window, 1, true)).build());
        Window strided = new Window(2, 3, 1, 2, 1, 0, 0, 2, 1, 1);
        assertAsDefined(Graph.sequential("uneven", Shape.map(4, 6, 9)).then("conv", new Operator.Conv2d(18, strided, 1, true)).build());
    }

    @ParameterizedTest
    @CsvSource({"1,1", "7,16", "8,17", "6,300", "31,33", "113,129", "240,3"})
    void multipliesAsDefined(int rows, int columns) {
        Value x = Graph.sequential("product", Shape.of(rows, columns));
        assertAsDefined(x.then("product", new Operator.MatMul(), x.then("turned", new Operator.Transpose())).build());
        Value y = Graph.sequential("product", Shape.of(rows, columns));
        assertAsDefined(y.then("turned", new Operator.Transpose()).then("product", new Operator.MatMul(), y).build());
    }

    static Stream<Graph> networks() {
        return Stream.of(projection(), identity(), branches(), pools(), tensorsWithSeveralReaders(), products());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void computesNetworksAsDefined(Graph graph) {
        assertAsDefined(graph);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void givesTheSameBitsOnAnyNumberOfThreads(Graph graph) {
        Parameters parameters = parameters(graph);
        float[] image = image(graph);
        float[] expected = InferenceNetwork.of(graph, parameters).forward(image);
        for (int threads : new int[] {2, 3, 5}) {
            try (Workers workers = Workers.of(threads)) {
                InferenceNetwork network = InferenceNetwork.of(graph, parameters, workers);
                assertArrayEquals(expected, network.forward(image), threads + " threads");
                network.forward(image(graph));
                assertArrayEquals(expected, network.forward(image), "nothing is left of another image");
            }
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        Graph graph = identity();
        Parameters parameters = parameters(graph);
        assertEquals("graph identity reads 16x9x8, which is 1152 values, not 3",
                assertThrows(IllegalArgumentException.class, () -> InferenceNetwork.of(graph, parameters).forward(new float[3])).getMessage());
        assertThrows(WeightsException.class, () -> InferenceNetwork.of(graph, new Parameters(Map.of())));
    }

    /** The shortcut's convolution stands behind the residual's, and takes the sum. */
    private static Graph projection() {
        Value x = Graph.sequential("projection", Shape.map(16, 10, 9)).conv2d("stem", 32, Window.square(3, 1, 1)).relu("stem.relu");
        Value y = x.conv2d("conv1", 16, Window.square(1, 1, 0)).batchNorm2d("bn1").relu("relu1")
                .conv2d("conv2", 48, Window.square(3, 2, 1)).batchNorm2d("bn2");
        return y.add("add", x.conv2d("down", 48, Window.square(1, 2, 0)).batchNorm2d("down.bn")).relu("relu").build();
    }

    /** Residuals of the input, of a layer in blocks, and of itself; the last sum is the output. */
    private static Graph identity() {
        Value x = Graph.sequential("identity", Shape.map(16, 9, 8));
        Value y = x.conv2d("conv1", 16, Window.square(3, 1, 1)).add("add1", x).relu("relu1");
        Value z = y.conv2d("conv2", 16, Window.square(5, 1, 2)).batchNorm2d("bn2").add("add2", y);
        Value doubled = z.conv2d("conv3", 16, Window.square(1, 1, 0));
        return doubled.add("add3", doubled).conv2d("conv4", 16, Window.square(1, 1, 0)).add("add4", z).build();
    }

    private static Graph branches() {
        Value x = Graph.sequential("branches", Shape.map(3, 15, 15)).conv2d("stem", 16, Window.square(3, 2, 1)).relu("stem.relu");
        Value a = x.conv2d("a", 32, Window.square(1, 1, 0)).relu("a.relu");
        Value b = x.conv2d("b", 20, Window.square(3, 1, 1));
        Value c = x.maxPool("c", Window.square(3, 1, 1));
        return a.concat("concat1", c, b).conv2d("conv", 24, Window.square(1, 1, 0)).concat("concat2", c)
                .then("elu", new Operator.Elu(1)).flatten("flatten").linear("fc", 10).softmax("softmax").build();
    }

    private static Graph pools() {
        Value x = Graph.sequential("pools", Shape.map(2, 21, 19)).conv2d("conv", 40, Window.square(3, 1, 1));
        Value y = x.maxPool("max", Window.square(3, 2, 1)).averagePool("mean", Window.square(2, 1, 1));
        return y.then("areas", new Operator.AdaptiveMaxPool(5, 4)).conv2d("conv2", 16, Window.square(3, 1, 1)).globalAveragePool("global")
                .flatten("flatten").build();
    }

    private static Graph products() {
        Value x = Graph.sequential("products", Shape.of(75, 50));
        return x.then("square", new Operator.MatMul(), x.then("turned", new Operator.Transpose())).relu("relu")
                .then("weighted", new Operator.MatMul(), x).build();
    }

    private static Graph tensorsWithSeveralReaders() {
        Value x = Graph.sequential("readers", Shape.map(3, 8, 8)).conv2d("conv", 16, Window.square(3, 1, 1));
        Value norm = x.batchNorm2d("bn");
        Value y = norm.relu("relu").add("add", x);
        return y.conv2d("small", 3, Window.square(1, 1, 0)).concat("concat", y, norm).conv2d("last", 16, Window.square(3, 2, 0)).build();
    }

    private void assertAsDefined(Graph graph) {
        Parameters parameters = parameters(graph);
        float[] image = image(graph);
        double[] expected = new NaiveNetwork(graph, Phase.INFERENCE)
                .forward(NaiveNetwork.weights(parameters), new double[][] {NaiveNetwork.doubles(image)})[0];
        float[] got = InferenceNetwork.of(graph, parameters).forward(image);
        assertEquals(expected.length, got.length);
        for (int i = 0; i < got.length; i++) {
            assertEquals(expected[i], got[i], 1e-4 * Math.max(1, Math.abs(expected[i])), "%s, element %d".formatted(graph.name(), i));
        }
    }

    Parameters parameters(Graph graph) {
        Parameters parameters = Parameters.zeros(graph);
        parameters.tensors().forEach((name, tensor) -> fill(tensor.values(), name.endsWith("running_var") ? 0.5 : -1));
        return parameters;
    }

    float[] image(Graph graph) {
        float[] image = new float[graph.input().output().size()];
        fill(image, -1);
        return image;
    }

    private void fill(float[] values, double low) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(low, 1);
        }
    }
}
