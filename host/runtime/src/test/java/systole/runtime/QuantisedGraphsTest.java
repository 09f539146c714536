package systole.runtime;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import systole.graph.Divisor;
import systole.graph.Graph;
import systole.graph.Node;
import systole.graph.Operator;
import systole.graph.Rounding;
import systole.graph.Shape;
import systole.graph.Value;
import systole.graph.Window;
import systole.nn.Network;
import systole.nn.Parameters;
import systole.nn.Tensor;
import systole.quant.QuantisedGraph;
import systole.quant.QuantisedTensor;
import systole.quant.Quantiser;
import systole.runtime.reference.ReferenceExecutor;

/** Int8 graphs with branches stay close to the float ones that they were made from, whatever operators they have. */
class QuantisedGraphsTest {
    private static final Shape INPUT = Shape.map(3, 9, 7);
    private static final Window THREE = Window.square(3, 1, 1);
    private final Random random = new Random(17);

    @Test
    void residualBlocksWithBatchNormalisation() {
        Value stem = input().conv2d("conv1", 8, THREE).batchNorm2d("bn1").relu("relu1");
        Value block = stem.then("conv2", new Operator.Conv2d(8, THREE, 1, false)).batchNorm2d("bn2").relu("relu2")
                .conv2d("conv3", 8, THREE).batchNorm2d("bn3").add("add1", stem).relu("relu3");
        Value strided = block.conv2d("conv4", 12, Window.square(3, 2, 1)).batchNorm2d("bn4").relu("relu4")
                .conv2d("conv5", 12, THREE).batchNorm2d("bn5")
                .add("add2", block.conv2d("down", 12, Window.square(1, 2, 0)).batchNorm2d("bn6"));
        check(strided.relu("relu5").globalAveragePool("pool").flatten("flatten").linear("fc", 10), 10);
    }

    @Test
    void inceptionsThatJoinTheirInputToo() {
        Value stem = input().maxPool("pool1", THREE);
        Value joined = stem.conv2d("a", 4, Window.square(1, 1, 0)).relu("relu_a").concat("cat1", stem.conv2d("b", 5, THREE).relu("relu_b"),
                stem.maxPool("pool2", THREE).conv2d("c", 3, Window.square(1, 1, 0)).tanh("tanh_c"), stem);
        Value next = joined.then("pool3", new Operator.MaxPool(Window.square(3, 2, 0), Rounding.CEILING));
        check(next.conv2d("d", 4, THREE).concat("cat2", next).dropout("drop", 0.4f)
                .then("lrn", new Operator.LocalResponseNorm(5, 0.5f, 0.75f, 1)).flatten("flatten").linear("fc", 10), 10);
    }

    /** Over six pixels only: of 63 shares in eight bits, each is two or three steps. */
    @Test
    void attentionOverPixels() {
        Shape tokens = Shape.of(6, 6);
        Value image = input().then("pool", new Operator.AdaptiveMaxPool(3, 2));
        Value query = image.conv2d("query", 6, THREE).then("q", new Operator.Reshape(tokens));
        Value key = image.conv2d("key", 6, THREE).then("k", new Operator.Reshape(tokens));
        Value value = image.conv2d("value", 5, THREE).then("v", new Operator.Reshape(Shape.of(5, 6)));
        Value weights = key.then("kt", new Operator.Transpose()).then("scores", new Operator.MatMul(), query).softmax("weights");
        check(value.then("attended", new Operator.MatMul(), weights), 6);
    }

    @Test
    void everyActivationFusedAndByItself() {
        for (Operator activation : List.of(new Operator.Relu(), new Operator.LeakyRelu(0.1f), new Operator.Clip(-0.5f, 1), new Operator.Elu(1),
                new Operator.Sigmoid(), new Operator.Tanh())) {
            check(input().conv2d("conv", 5, THREE).then("act", activation), 3);
            check(input().then("act", activation), 2);
            Value image = input();
            check(image.conv2d("conv", 3, THREE).add("add", image).then("act", activation), 4);
            check(input().averagePool("pool", THREE).then("act", activation), 2);
        }
    }

    @Test
    void everyPool() {
        for (Rounding rounding : Rounding.values()) {
            for (Window window : List.of(THREE, Window.square(3, 2, 1), Window.square(2, 3, 0), new Window(3, 2, 2, 1, 1, 0, 0, 1, 2, 1))) {
                check(input().then("pool", new Operator.MaxPool(window, rounding)), 1);
                check(input().then("pool", new Operator.AveragePool(window, rounding, Divisor.PADDED)), 1.5f);
                check(input().then("pool", new Operator.AveragePool(window, rounding, Divisor.INPUT)), 1.5f);
            }
        }
        for (int extent : new int[] {1, 2, 3, 4, 7, 11}) {
            check(input().then("pool", new Operator.AdaptiveMaxPool(extent, 3)), 1);
            check(input().then("pool", new Operator.AdaptiveAveragePool(extent, 3)), 1.5f);
        }
    }

    @Test
    void whatElseThereIs() {
        check(input().batchNorm2d("bn").relu("relu"), 2);
        check(input().then("up", new Operator.ConvTranspose2d(6, Window.square(3, 2, 1), 1, 0, 3, true)).batchNorm2d("bn").relu("relu"), 3);
        check(input().then("fc", new Operator.Linear(13, false)).softmax("softmax"), 4);
        check(input().linear("fc", 13).then("logs", new Operator.LogSoftmax()), 4);
        check(input().linear("fc", 24).then("map", new Operator.Reshape(Shape.map(6, 2, 2))).conv2d("conv", 2, THREE, 2), 4);
        check(input().then("lrn", new Operator.LocalResponseNorm(2, 1, 0.75f, 2)), 2);
        check(input().then("matrix", new Operator.Reshape(Shape.of(21, 9))).then("turned", new Operator.Transpose()), 1);
    }

    private static Value input() {
        return Graph.sequential("net", INPUT);
    }

    /** No output is off by more than so many of the steps that its range has. */
    private void check(Value output, float tolerance) {
        Graph graph = output.build();
        Parameters parameters = parameters(graph);
        Network network = new Network(graph, parameters);
        List<float[]> images = IntStream.range(0, 8).mapToObj(_ -> image()).toList();
        QuantisedGraph quantised = Quantiser.quantise(graph, parameters.values(), images, network::activations);
        ReferenceExecutor executor = new ReferenceExecutor(quantised);
        QuantisedTensor made = quantised.output();
        for (float[] image : images) {
            float[] expected = network.forward(image);
            byte[] got = executor.run(quantised.input().quantisation().quantise(image)).get(made.name());
            for (int i = 0; i < expected.length; i++) {
                float steps = Math.abs(made.quantisation().dequantise(got[i]) - expected[i]) / made.quantisation().scale();
                assertTrue(steps <= tolerance, () -> "the output is off by %f steps:%n%s".formatted(steps, graph.summary()));
            }
        }
    }

    private Parameters parameters(Graph graph) {
        Map<String, Tensor> tensors = new HashMap<>();
        for (Node node : graph.nodes()) {
            graph.parameterShapes(node).forEach((name, shape) -> tensors.put(name, gaussian(shape)));
            graph.bufferShapes(node).forEach((name, shape) -> tensors.put(name, new Tensor(shape, uniform(shape.size(), 0.5f, 1.5f))));
        }
        return new Parameters(tensors);
    }

    /** Weights of the variance that keeps activations at about the same size through the layers. */
    private Tensor gaussian(Shape shape) {
        Tensor tensor = Tensor.zeros(shape);
        double deviation = Math.sqrt(1.0 * shape.channels() / shape.size());
        IntStream.range(0, shape.size()).forEach(i -> tensor.values()[i] = (float) (random.nextGaussian() * deviation));
        return tensor;
    }

    private float[] image() {
        return uniform(INPUT.size(), -0.5f, 1.5f);
    }

    private float[] uniform(int count, float low, float high) {
        float[] values = new float[count];
        IntStream.range(0, count).forEach(i -> values[i] = random.nextFloat(low, high));
        return values;
    }
}
