package systole.quant;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import systole.graph.Graph;
import systole.graph.Node;
import systole.graph.Operator;
import systole.graph.Shape;
import systole.graph.Value;
import systole.graph.Window;

/** What the quantiser makes of graphs with branches. Tensors range from 0 to 1 where a test does not say otherwise. */
class QuantisedBranchesTest {
    private static final Window ONE = Window.square(1, 1, 0);
    private static final Range UNIT = new Range(0, 1);
    private final Map<String, Range> ranges = new HashMap<>();
    private final Map<String, float[]> parameters = new HashMap<>();
    private final Value input = Graph.sequential("net", Shape.map(2, 3, 3));

    @Test
    void additionsScaleBothInputsAndClampLikeTheReluBehindThem() {
        ranges.put("conv1", new Range(-1, 1));
        ranges.put("conv2", new Range(-2, 2));
        ranges.put("add", new Range(-1.5f, 1.5f));
        ranges.put("relu", new Range(0, 1.5f));
        QuantisedGraph graph = quantise(input.conv2d("conv1", 2, ONE).add("add", input.conv2d("conv2", 2, ONE)).relu("relu"));
        QuantisedNode sum = graph.nodes().getLast();
        assertEquals("add", sum.name());
        assertEquals(List.of("conv1", "conv2"), sum.inputs());
        assertEquals(new Range(0, 1.5f).quantisation(), sum.output().quantisation());
        var addition = assertInstanceOf(QuantisedOperator.Addition.class, sum.operator());
        // 2/1.5 and 4/1.5 of an output step; the larger times 2^20 is below 2^22, times 2^21 it is not
        assertEquals(20, addition.shift());
        assertEquals(Math.round(2 / 1.5 * (1 << 20)), addition.leftMultiplier(), 1);
        assertEquals(Math.round(4 / 1.5 * (1 << 20)), addition.rightMultiplier(), 1);
        assertEquals(-128, addition.zeroPoint());
        assertEquals(-128, addition.clampLow());
        assertEquals(127, addition.clampHigh());
    }

    @Test
    void additionsClampToTheBoundsOfAClip() {
        ranges.put("add", new Range(-8, 8));
        ranges.put("clip", new Range(-3, 6));
        QuantisedGraph graph = quantise(input.add("add", input).then("clip", new Operator.Clip(-3, 6)).concat("cat", input.conv2d("c", 1, ONE)));
        Quantisation output = graph.tensor("add").quantisation();
        var addition = assertInstanceOf(QuantisedOperator.Addition.class, node(graph, "add").operator());
        assertEquals(output.quantise(-3), addition.clampLow());
        assertEquals(output.quantise(6), addition.clampHigh());
        assertEquals(List.of("input", "input"), node(graph, "add").inputs());
    }

    @Test
    void additionsNeverLookUp() {
        QuantisedGraph graph = quantise(input.add("add", input).sigmoid("sigmoid"));
        assertEquals(List.of("add", "sigmoid"), names(graph));
        assertInstanceOf(QuantisedOperator.Lookup.class, node(graph, "sigmoid").operator());
    }

    @Test
    void activationsOfTensorsThatOthersReadAreLookedUp() {
        ranges.put("conv", new Range(-1, 3));
        ranges.put("relu", new Range(0, 3));
        Value conv = input.conv2d("conv", 2, ONE);
        QuantisedGraph graph = quantise(conv.relu("relu").add("add", conv));
        assertEquals(List.of("conv", "relu", "add"), names(graph));
        byte[] table = assertInstanceOf(QuantisedOperator.Lookup.class, node(graph, "relu").operator()).table();
        Quantisation from = graph.tensor("conv").quantisation();
        Quantisation to = graph.tensor("relu").quantisation();
        for (int value = -128; value <= 127; value++) {
            assertEquals(to.quantise(Math.max(0, from.dequantise((byte) value))), table[value & 0xFF]);
        }
    }

    @Test
    void leakyReluAndEluAreFusedAsTables() {
        ranges.put("conv1", new Range(-40, 10));
        ranges.put("leaky", new Range(-4, 10));
        ranges.put("conv2", new Range(-40, 10));
        ranges.put("elu", new Range(-1, 10));
        QuantisedGraph graph = quantise(input.conv2d("conv1", 2, ONE).then("leaky", new Operator.LeakyRelu(0.1f))
                .conv2d("conv2", 2, ONE).then("elu", new Operator.Elu(1)));
        assertEquals(List.of("conv1", "conv2"), names(graph));
        Requantisation leaky = requantisation(node(graph, "conv1"));
        Quantisation output = graph.tensor("conv1").quantisation();
        assertEquals(new Range(-40, 10).quantisation().zeroPoint(), leaky.zeroPoint());
        assertEquals(output.quantise(-4), leaky.lookup().orElseThrow()[-128 & 0xFF], 1);
        assertEquals(127, leaky.lookup().orElseThrow()[127]);
        assertEquals(new Range(-6.25f, 10).quantisation().zeroPoint(), requantisation(node(graph, "conv2")).zeroPoint(), "elu is flat below");
    }

    @Test
    void batchNormalisationIsFoldedIntoTheConvolution() {
        parameters.put("conv.weight", new float[] {1, 2, 3, 4});
        parameters.put("conv.bias", new float[] {1, -1});
        normalisation("bn", new float[] {2, -1}, new float[] {0.5f, 0}, new float[] {1, 0}, new float[] {4, 0.25f});
        ranges.put("bn", new Range(-4, 4));
        ranges.put("relu", new Range(0, 4));
        QuantisedGraph graph = quantise(input.conv2d("conv", 2, ONE).then("bn", new Operator.BatchNorm2d(0, 0.1f)).relu("relu"));
        assertEquals(List.of("conv"), names(graph));
        assertEquals(new Range(0, 4).quantisation(), graph.output().quantisation());
        var convolution = (QuantisedOperator.Convolution) node(graph, "conv").operator();
        // factors 2/2 and -1/0.5; offsets 0.5 - 1 and 0
        float[] scales = {2f / 127, 8f / 127};
        assertArrayEquals(new byte[] {64, 127, -95, -127}, convolution.weights());
        float inputScale = 1f / 255;
        int[] biases = {(int) Math.rint(0.5 / (inputScale * scales[0])), (int) Math.rint(2 / (inputScale * scales[1]))};
        assertArrayEquals(biases, convolution.requantisation().bias());
    }

    @Test
    void batchNormalisationElsewhereIsADepthwiseConvolution() {
        normalisation("bn", new float[] {1, 3}, new float[] {0, 0}, new float[] {0, 0}, new float[] {1, 1});
        QuantisedGraph graph = quantise(input.then("bn", new Operator.BatchNorm2d(0, 0.1f)).relu("relu"));
        assertEquals(List.of("bn"), names(graph));
        var convolution = assertInstanceOf(QuantisedOperator.Convolution.class, node(graph, "bn").operator());
        assertEquals(2, convolution.groups());
        assertEquals(ONE, convolution.window());
        assertArrayEquals(new byte[] {127, 127}, convolution.weights());
        assertEquals(3, convolution.requantisation().scale()[1] / convolution.requantisation().scale()[0], 1e-6);
    }

    @Test
    void transposedConvolutionsScaleTheirOutputChannels() {
        // (2 inputs, 2 outputs per group of 1 input, 1x1): input 0 makes outputs 0 and 1, input 1 outputs 2 and 3
        parameters.put("up.weight", new float[] {1, 2, -4, 8});
        QuantisedGraph graph = quantise(input.then("up", new Operator.ConvTranspose2d(4, Window.square(1, 2, 0), 1, 0, 2, false)));
        var convolution = assertInstanceOf(QuantisedOperator.TransposedConvolution.class, node(graph, "up").operator());
        assertArrayEquals(new byte[] {127, 127, -127, 127}, convolution.weights());
        float[] scale = convolution.requantisation().scale();
        assertEquals(8, scale[3] / scale[0], 1e-5);
        assertArrayEquals(new int[4], convolution.requantisation().bias());
        assertEquals(1, convolution.outputPaddingY());
        assertEquals(Shape.map(4, 6, 5), graph.output().shape());
    }

    @Test
    void concatenationsGiveTheirInputsOneQuantisation() {
        ranges.put("conv1", new Range(-1, 1));
        ranges.put("conv2", new Range(0, 5));
        ranges.put("pool", new Range(0, 5));
        ranges.put("conv3", new Range(-3, 0));
        Value first = input.conv2d("conv1", 1, ONE).concat("cat1", input.conv2d("conv2", 1, ONE).maxPool("pool", Window.square(3, 1, 1)));
        QuantisedGraph graph = quantise(first.concat("cat2", input.conv2d("conv3", 1, ONE)).concat("cat3", first));
        Quantisation joined = new Range(-3, 5).quantisation();
        assertEquals(List.of("conv1", "conv2", "pool", "cat1", "conv3", "cat2", "cat3"), names(graph));
        graph.nodes().forEach(node -> assertEquals(joined, node.output().quantisation(), node.name()));
        assertEquals(UNIT.quantisation(), graph.input().quantisation());
    }

    @Test
    void concatenationsRescaleTheNetworksInput() {
        ranges.put("conv", new Range(-4, 4));
        Value pooled = input.maxPool("pool", Window.square(3, 1, 1));
        QuantisedGraph graph = quantise(input.conv2d("conv", 1, ONE).concat("cat", input, pooled, input));
        assertEquals(List.of("pool", "conv", "cat.input", "cat.pool", "cat"), names(graph));
        assertEquals(List.of("conv", "cat.input", "cat.pool", "cat.input"), node(graph, "cat").inputs());
        byte[] table = assertInstanceOf(QuantisedOperator.Lookup.class, node(graph, "cat.pool").operator()).table();
        assertEquals(graph.output().quantisation().quantise(1), table[127]);
        assertEquals(graph.output().quantisation().zeroPoint(), table[-128 & 0xFF]);
        assertEquals(UNIT.quantisation(), graph.tensor("pool").quantisation());
    }

    @Test
    void productsReadSymmetricTensorsThatShareTheirChannels() {
        ranges.put("key", new Range(-2, 1));
        Value query = input.conv2d("query", 2, ONE).then("q", new Operator.Reshape(Shape.of(2, 9)));
        Value key = input.conv2d("key", 2, ONE).then("k", new Operator.Reshape(Shape.of(2, 9)));
        QuantisedGraph graph = quantise(query.then("qt", new Operator.Transpose()).then("scores", new Operator.MatMul(), key).relu("relu"));
        assertEquals(List.of("query", "key", "scores"), names(graph), "reshapes and the transposition disappear");
        assertEquals(List.of("key", "query"), node(graph, "scores").inputs());
        assertEquals(new Quantisation(2f / 127, 0), graph.tensor("key").quantisation());
        assertEquals(new Quantisation(1f / 127, 0), graph.tensor("query").quantisation());
        assertEquals(Shape.of(9, 9), graph.output().shape());
        var product = assertInstanceOf(QuantisedOperator.MatrixProduct.class, node(graph, "scores").operator());
        assertEquals(9, product.requantisation().scale().length);
        assertEquals(2f / 127 * (1f / 127) / (1f / 255), product.requantisation().scale()[8]);
        assertEquals(-128, product.requantisation().clampLow());
    }

    @Test
    void productsOfUntransposedMatricesTransposeTheFirst() {
        Value rows = input.conv2d("conv1", 5, ONE).then("a", new Operator.Reshape(Shape.of(5, 9)));
        Value columns = input.conv2d("conv2", 9, ONE).then("b", new Operator.Reshape(Shape.of(9, 9)));
        QuantisedGraph graph = quantise(rows.then("product", new Operator.MatMul(), columns));
        assertEquals(List.of("conv2", "product.transposed"), node(graph, "product").inputs());
        assertEquals(Shape.of(9, 5), graph.tensor("product.transposed").shape());
        assertEquals(List.of("a"), node(graph, "product.transposed").inputs());
        assertEquals(0, graph.tensor("a").quantisation().zeroPoint());
    }

    @Test
    void dropoutAndWhatElseChangesNothingDisappear() {
        QuantisedGraph graph = quantise(input.conv2d("conv", 2, ONE).dropout("drop1", 0.5f).relu("relu")
                .then("adaptive", new Operator.AdaptiveAveragePool(3, 3)).dropout("drop2", 0.5f).concat("cat")
                .flatten("flatten").linear("fc", 2).dropout("drop3", 0.5f));
        assertEquals(List.of("conv", "fc"), names(graph));
        assertEquals(-128, requantisation(node(graph, "conv")).clampLow());
        assertEquals(List.of("conv"), node(graph, "fc").inputs());
    }

    @Test
    void reshapesThatAreReadAsSuchStay() {
        QuantisedGraph graph = quantise(input.conv2d("conv", 2, ONE).flatten("flatten").softmax("softmax"));
        assertEquals(List.of("conv", "flatten", "softmax"), names(graph));
        assertInstanceOf(QuantisedOperator.Reshaping.class, node(graph, "flatten").operator());
        assertEquals(graph.tensor("conv").quantisation(), graph.tensor("flatten").quantisation());
    }

    @Test
    void hostOperatorsKeepTheirParameters() {
        ranges.put("logs", new Range(-7, 0));
        QuantisedGraph graph = quantise(input.then("lrn", new Operator.LocalResponseNorm(5, 1e-4f, 0.75f, 2))
                .softmax("softmax").then("logs", new Operator.LogSoftmax()));
        assertEquals(new QuantisedOperator.LocalResponseNormalisation(5, 1e-4f, 0.75f, 2), node(graph, "lrn").operator());
        assertEquals(new Quantisation(1f / 256, -128), graph.tensor("softmax").quantisation());
        assertEquals(new Range(-7, 0).quantisation(), graph.tensor("logs").quantisation());
        assertInstanceOf(QuantisedOperator.LogSoftmax.class, graph.nodes().getLast().operator());
    }

    @Test
    void adaptivePoolsAreWindowsWhereTheyCan() {
        assertEquals(new QuantisedOperator.MaxPool(Window.square(2, 1, 0)), adaptiveMaximum(2));
        assertInstanceOf(QuantisedOperator.AreaMaxPool.class, adaptiveMaximum(4));
        QuantisedGraph graph = quantise(input.globalAveragePool("global").then("spread", new Operator.AdaptiveAveragePool(2, 1)));
        var global = assertInstanceOf(QuantisedOperator.AveragePool.class, node(graph, "global").operator());
        assertEquals(new Window(3, 3, 1, 1, 0, 0, 0, 0, 1, 1), global.window());
        assertArrayEquals(new float[] {1f / 9, 1f / 9}, global.requantisation().scale(), 1e-7f);
        var spread = assertInstanceOf(QuantisedOperator.AreaAveragePool.class, node(graph, "spread").operator());
        assertArrayEquals(new float[] {1, 1}, spread.requantisation().scale());
    }

    private QuantisedOperator adaptiveMaximum(int extent) {
        return quantise(Graph.sequential("net", Shape.map(2, 3, 3)).then("pool", new Operator.AdaptiveMaxPool(extent, extent)))
                .nodes().getFirst().operator();
    }

    private void normalisation(String node, float[] weight, float[] bias, float[] mean, float[] variance) {
        parameters.put(node + ".weight", weight);
        parameters.put(node + ".bias", bias);
        parameters.put(node + ".running_mean", mean);
        parameters.put(node + ".running_var", variance);
    }

    private QuantisedGraph quantise(Value output) {
        Graph graph = output.build();
        for (Node node : graph.nodes()) {
            Map<String, Shape> shapes = new HashMap<>(graph.parameterShapes(node));
            shapes.putAll(graph.bufferShapes(node));
            shapes.forEach((name, shape) -> parameters.computeIfAbsent(name, _ -> ones(shape.size())));
        }
        Map<String, float[]> ends = new HashMap<>();
        graph.nodes().forEach(node -> ends.put(node.name(), ends(ranges.getOrDefault(node.name(), UNIT))));
        return Quantiser.quantise(graph, parameters, List.of(new float[0]), _ -> ends);
    }

    private static float[] ends(Range range) {
        return new float[] {range.low(), range.high()};
    }

    private static float[] ones(int count) {
        float[] ones = new float[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static List<String> names(QuantisedGraph graph) {
        return graph.nodes().stream().map(QuantisedNode::name).toList();
    }

    private static QuantisedNode node(QuantisedGraph graph, String name) {
        return graph.nodes().stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
    }

    private static Requantisation requantisation(QuantisedNode node) {
        return assertInstanceOf(QuantisedOperator.Convolution.class, node.operator()).requantisation();
    }
}
