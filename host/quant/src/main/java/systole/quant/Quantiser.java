package systole.quant;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import systole.graph.Graph;
import systole.graph.Node;
import systole.graph.Operator;
import systole.graph.Rounding;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.QuantisedOperator.Addition;

/**
 * Turns a float graph into an int8 one. Activations are quantised per tensor by ranges from calibration, weights symmetrically, all as a
 * {@link QuantisationPlan} says. Batch normalisations are folded into the convolutions before them; activations are fused into the layers
 * before them; a fused node keeps the layer's name. Dropout disappears, and so does a reshape in front of a linear layer, which reads
 * channel-major anyway.
 */
public final class Quantiser {
    /** Widenings of one sum; three of four sums need none. */
    private static final int LARGEST_WIDENINGS = 32;

    private final Graph graph;
    private final FloatParameters parameters;
    private final Quantisations quantisations;
    private final Calibration calibration;
    private final QuantisationPlan plan;
    private final QuantisedNodes nodes;
    private final Map<String, SignalToNoise> weightSignals = new LinkedHashMap<>();

    private Quantiser(Graph graph, Map<String, float[]> parameters, Calibration calibration, QuantisationPlan plan) {
        this.graph = graph;
        this.parameters = new FloatParameters(graph, parameters);
        this.calibration = calibration;
        this.plan = plan;
        quantisations = Quantisations.of(graph, calibration, plan.calibration());
        widenSums();
        Node input = graph.input();
        nodes = new QuantisedNodes(new QuantisedTensor(input.name(), input.output(), quantisations.of(input.name())));
    }

    /**
     * Quantises a graph by the standard plan.
     *
     * @param parameters weights, biases and batch normalisations' running statistics by name, as {@link Graph#parameterShapes(Node)} and
     *     {@link Graph#bufferShapes} say
     * @param images what to calibrate with, at least one; some dozens that the network will meet
     * @param activations the float network: every node's tensor by name for an image; kept for one image at a time
     * @throws QuantisationException that names the layer which has no int8 form
     */
    public static QuantisedGraph quantise(
            Graph graph, Map<String, float[]> parameters, List<float[]> images, Function<float[], Map<String, float[]>> activations) {
        return quantise(graph, parameters, Calibration.of(graph, images, activations), QuantisationPlan.standard()).graph();
    }

    /**
     * Quantises a graph.
     *
     * @param parameters see {@link #quantise(Graph, Map, List, Function)}
     * @param calibration of that graph
     * @throws QuantisationException that names the layer which has no int8 form, or which the plan leaves in float but cannot
     */
    public static QuantisedModel quantise(Graph graph, Map<String, float[]> parameters, Calibration calibration, QuantisationPlan plan) {
        Graph inference = Identities.removedFrom(graph);
        plan.inFloat().forEach(layer -> FloatLayers.require(inference, layer));
        return new Quantiser(inference, parameters, calibration, plan).quantise();
    }

    private QuantisedModel quantise() {
        if (graph.output().equals(graph.input().name())) {
            throw new QuantisationException(graph.output(), "the network computes nothing; add a layer");
        }
        for (Node node : graph.nodes()) {
            if (!nodes.has(node.name())) {
                quantise(node);
            }
        }
        plan.inFloat().stream().filter(layer -> !nodes.tensor(layer).name().equals(layer)).forEach(layer -> {
            throw new QuantisationException(layer, "it is folded into layer %s; leave that in float".formatted(nodes.tensor(layer).name()));
        });
        QuantisedGraph quantised = nodes.graph(graph.name(), graph.output());
        return new QuantisedModel(quantised, nodes.sources(quantised, graph.nodes().stream().map(Node::name).toList()), weightSignals);
    }

    /** Most sums have multipliers that give the very results of float32; the others' ranges are widened until there are some. */
    private void widenSums() {
        for (Node node : graph.nodes()) {
            for (int i = 0; i < LARGEST_WIDENINGS && node.operator() instanceof Operator.Add && !agrees(node); i++) {
                quantisations.widen(Fusion.of(graph, quantisations, node).last().name());
            }
        }
    }

    private boolean agrees(Node sum) {
        Quantisation left = quantisations.of(sum.inputs().get(0));
        Quantisation right = quantisations.of(sum.inputs().get(1));
        Fusion fusion = Fusion.of(graph, quantisations, sum);
        Addition addition = Additions.of(sum.name(), left, right, fusion.output(), (Activation.Clamp) fusion.activation());
        return Additions.agree(FloatSum.unsigned(left, right, fusion.output()), left, right, addition);
    }

    private void quantise(Node node) {
        switch (node.operator()) {
            case Operator.Conv2d(_, Window window, int groups, _) -> appendWeighted(node, input(node), parameters.weights(node),
                    (weights, requantisation) -> new QuantisedOperator.Convolution(window, groups, weights, requantisation));
            case Operator.ConvTranspose2d(_, Window window, int extraY, int extraX, int groups, _) ->
                    appendWeighted(node, input(node), parameters.weights(node), (weights, requantisation) ->
                            new QuantisedOperator.TransposedConvolution(window, extraY, extraX, groups, weights, requantisation));
            case Operator.BatchNorm2d _ -> appendWeighted(node, input(node), parameters.normalisation(node), (weights, requantisation) ->
                    new QuantisedOperator.Convolution(Window.square(1, 1, 0), weights.length, weights, requantisation));
            case Operator.Linear _ -> appendWeighted(node, flattened(node), parameters.weights(node), QuantisedOperator.Linear::new);
            case Operator.MatMul _ -> appendProduct(node);
            case Operator.Add _ -> appendSum(node);
            case Operator.Concat _ -> append(Fusion.of(graph, quantisations, node), new QuantisedOperator.Concatenation(), rescaled(node));
            case Operator.AveragePool pool -> appendMean(node, Mean.of(pool, shape(node)));
            case Operator.AdaptiveAveragePool pool -> appendMean(node, Mean.of(pool, shape(node)));
            case Operator.MaxPool(Window window, Rounding rounding) ->
                    append(node, new QuantisedOperator.MaxPool(rounding.applied(window, shape(node))));
            case Operator.AdaptiveMaxPool _ -> append(node, maximum(Areas.sharing(shape(node), node.output())));
            case Operator.Transpose _ -> append(node, new QuantisedOperator.Transposition());
            case Operator.Flatten _, Operator.Reshape _ -> append(node, new QuantisedOperator.Reshaping());
            case Operator.Softmax _ -> append(node, new QuantisedOperator.Softmax());
            case Operator.LogSoftmax _ -> append(node, new QuantisedOperator.LogSoftmax());
            case Operator.LocalResponseNorm(int size, float alpha, float beta, float k) ->
                    append(node, new QuantisedOperator.LocalResponseNormalisation(size, alpha, beta, k));
            case Operator.Relu _, Operator.LeakyRelu _, Operator.Clip _, Operator.Elu _, Operator.Sigmoid _, Operator.Tanh _ ->
                    append(node, lookup(Activation.of(node.operator()).orElseThrow(), input(node), quantisations.of(node.name())));
            case Operator.Input _, Operator.Dropout _ -> throw new AssertionError(node);
        }
    }

    private void appendWeighted(Node node, QuantisedTensor read, LayerWeights layer, WeightedOperator operator) {
        Fusion fusion = Fusion.of(graph, quantisations, node);
        LayerWeights folded = fusion.normalisation().map(parameters::normalisation).map(layer::then).orElse(layer);
        if (plan.inFloat().contains(node.name())) {
            append(fusion, FloatLayers.of(node, folded, fusion.activation().output(fusion.before(), fusion.output())), List.of(read));
            return;
        }
        float inputScale = read.quantisation().scale();
        QuantisedWeights weights = corrected(node, folded, inputScale);
        weightSignals.put(node.name(), weights.signal(folded));
        float[] scales = weights.outputScales(inputScale, fusion.before().scale());
        append(fusion, operator.of(weights.values(), fusion.requantisation(weights.biases(), scales)), List.of(read));
    }

    private QuantisedWeights corrected(Node node, LayerWeights layer, float inputScale) {
        QuantisedWeights rounded = QuantisedWeights.of(layer, inputScale, plan.weights());
        TensorStatistics read = calibration.statistics(node.inputs().getFirst());
        ExpectedInputs inputs = ExpectedInputs.of(node, read, shape(node).channels(), layer.weights().length);
        return QuantisedWeights.of(plan.bias().corrected(layer, rounded, inputs), inputScale, plan.weights());
    }

    /** The graph's (n, k) times (k, m) is a product of the second with the first one's transpose, over the channels k of both. */
    private void appendProduct(Node node) {
        Fusion fusion = Fusion.of(graph, quantisations, node);
        QuantisedTensor columns = pixels(graph.node(node.inputs().get(1)));
        QuantisedTensor rows = transposed(graph.node(node.inputs().get(0)), node);
        float[] scales = new float[node.output().channels()];
        Arrays.fill(scales, columns.quantisation().scale() * rows.quantisation().scale() / fusion.before().scale());
        Requantisation requantisation = fusion.requantisation(new int[scales.length], scales);
        append(fusion, new QuantisedOperator.MatrixProduct(requantisation), List.of(columns, rows));
    }

    private QuantisedTensor transposed(Node matrix, Node reader) {
        if (matrix.operator() instanceof Operator.Transpose) {
            return pixels(graph.node(matrix.inputs().getFirst()));
        }
        Shape shape = Shape.of(matrix.output().extents().getLast(), matrix.output().channels());
        QuantisedTensor read = nodes.tensor(matrix.name());
        QuantisedTensor output = new QuantisedTensor(reader.name() + ".transposed", shape, read.quantisation());
        return nodes.append(List.of(), new QuantisedOperator.Transposition(), List.of(read), output);
    }

    private void appendSum(Node node) {
        Fusion fusion = Fusion.of(graph, quantisations, node);
        List<QuantisedTensor> reads = inputs(node);
        Activation.Clamp clamp = (Activation.Clamp) fusion.activation();
        append(fusion, Additions.of(node.name(), reads.get(0).quantisation(), reads.get(1).quantisation(), fusion.output(), clamp), reads);
    }

    private void appendMean(Node node, Mean mean) {
        Fusion fusion = Fusion.of(graph, quantisations, node);
        QuantisedTensor read = input(node);
        append(fusion, mean.quantised(fusion, read.shape().channels(), read.quantisation().scale()), List.of(read));
    }

    private static QuantisedOperator maximum(Areas areas) {
        return areas.window().<QuantisedOperator>map(QuantisedOperator.MaxPool::new)
                .orElseGet(() -> new QuantisedOperator.AreaMaxPool(areas.rows(), areas.columns()));
    }

    private static QuantisedOperator.Lookup lookup(Activation activation, QuantisedTensor read, Quantisation output) {
        return new QuantisedOperator.Lookup(activation.table(read.quantisation(), output));
    }

    /** What a concatenation reads, each in the concatenation's quantisation. */
    private List<QuantisedTensor> rescaled(Node concatenation) {
        Quantisation joined = quantisations.of(concatenation.name());
        return inputs(concatenation).stream().map(read -> rescaled(read, concatenation.name() + "." + read.name(), joined)).toList();
    }

    private QuantisedTensor rescaled(QuantisedTensor read, String name, Quantisation quantisation) {
        if (read.quantisation().equals(quantisation)) {
            return read;
        }
        if (nodes.has(name)) {
            return nodes.tensor(name);
        }
        QuantisedTensor output = new QuantisedTensor(name, read.shape(), quantisation);
        return nodes.append(List.of(name), lookup(Activation.NONE, read, quantisation), List.of(read), output);
    }

    private void append(Node node, QuantisedOperator operator) {
        append(Fusion.of(graph, quantisations, node), operator, inputs(node));
    }

    private void append(Fusion fusion, QuantisedOperator operator, List<QuantisedTensor> reads) {
        nodes.append(fusion.tensors(), operator, reads, new QuantisedTensor(fusion.layer().name(), fusion.last().output(), fusion.output()));
    }

    private List<QuantisedTensor> inputs(Node node) {
        return node.inputs().stream().map(nodes::tensor).toList();
    }

    private QuantisedTensor input(Node node) {
        return nodes.tensor(node.inputs().getFirst());
    }

    private Shape shape(Node node) {
        return graph.inputShapes(node).getFirst();
    }

    /** What a linear layer reads, before reshapes: they leave the values in their order. */
    private QuantisedTensor flattened(Node linear) {
        Node read = graph.node(linear.inputs().getFirst());
        while (reshapes(read)) {
            read = graph.node(read.inputs().getFirst());
        }
        return nodes.tensor(read.name());
    }

    /** A matrix (channels, pixels), before reshapes that made pixels of a map's rows and columns. */
    private QuantisedTensor pixels(Node matrix) {
        Node read = matrix;
        while (reshapes(read) && shape(read).channels() == read.output().channels()) {
            read = graph.node(read.inputs().getFirst());
        }
        return nodes.tensor(read.name());
    }

    private static boolean reshapes(Node node) {
        return node.operator() instanceof Operator.Flatten || node.operator() instanceof Operator.Reshape;
    }

    private interface WeightedOperator {
        QuantisedOperator of(byte[] weights, Requantisation requantisation);
    }
}
