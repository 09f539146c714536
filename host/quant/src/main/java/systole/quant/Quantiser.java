package systole.quant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import systole.graph.Graph;
import systole.graph.Node;
import systole.graph.Operator;
import systole.graph.Rounding;
import systole.graph.Window;

/**
 * Turns a float graph into an int8 one. Activations are quantised per tensor by the ranges they took in calibration, weights
 * per output channel. Activations are fused into the layer before them, whose name the fused node keeps; flattening
 * disappears, because a linear layer reads maps in (channel, y, x) order anyway.
 */
public final class Quantiser {
    private final Graph graph;
    private final Map<String, float[]> parameters;
    private final Calibration calibration;
    private final List<QuantisedNode> nodes = new ArrayList<>();
    /** The quantised tensor that stands for a node's: a fused activation's is that of the layer it is fused into. */
    private final Map<String, QuantisedTensor> tensors = new HashMap<>();

    private Quantiser(Graph graph, Map<String, float[]> parameters, Calibration calibration) {
        this.graph = graph;
        this.parameters = parameters;
        this.calibration = calibration;
    }

    /**
     * Quantises a graph.
     *
     * @param parameters weights and biases by name, as {@link Graph#parameterShapes()} says
     * @param images what to calibrate with, at least one; some dozens that the network will meet
     * @param activations the float network: every node's tensor by name for an image
     * @throws QuantisationException that names the layer which has no int8 form
     */
    public static QuantisedGraph quantise(
            Graph graph, Map<String, float[]> parameters, List<float[]> images, Function<float[], Map<String, float[]>> activations) {
        return new Quantiser(graph, parameters, Calibration.of(graph, images, activations)).quantise();
    }

    private QuantisedGraph quantise() {
        Node input = graph.input();
        QuantisedTensor image = new QuantisedTensor(input.name(), input.output(), calibration.of(input.name()).quantisation());
        tensors.put(input.name(), image);
        for (Node node : graph.nodes().subList(1, graph.nodes().size())) {
            if (!tensors.containsKey(node.name())) {
                quantise(node);
            }
        }
        QuantisedGraph result = new QuantisedGraph(graph.name(), image, nodes);
        if (!result.output().equals(tensors.get(graph.output()))) {
            throw new QuantisationException(result.output().name(), "it stands behind the output " + graph.output() + "; leave it out");
        }
        return result;
    }

    private void quantise(Node node) {
        QuantisedTensor read = tensors.get(node.inputs().getFirst());
        switch (node.operator()) {
            case Operator.Flatten _ -> tensors.put(node.name(), read);
            case Operator.MaxPool(Window window, Rounding rounding) -> append(
                    node, node, new QuantisedOperator.MaxPool(rounding.applied(window, read.shape())), read.quantisation());
            case Operator.AveragePool(Window window, _, _) -> appendAveragePool(node, window, read);
            case Operator.Conv2d(_, Window window, int groups, _) -> appendWeighted(node, read, (weights, requantisation) ->
                    new QuantisedOperator.Convolution(window, groups, weights, requantisation));
            case Operator.Linear _ -> appendWeighted(node, read, QuantisedOperator.Linear::new);
            case Operator.Relu _, Operator.Sigmoid _, Operator.Tanh _ -> throw new QuantisationException(node.name(),
                    "a %s must directly follow a convolution, a linear layer or an average pool that nothing else reads, not %s; move it there"
                            .formatted(node.type(), node.inputs().getFirst()));
            case Operator.Input _ -> throw new QuantisationException(node.name(), "a network has one input");
            default -> throw new QuantisationException(node.name(), "a %s has no int8 form yet".formatted(node.type()));
        }
    }

    private void appendWeighted(Node node, QuantisedTensor read, WeightedOperator operator) {
        Fusion fusion = Fusion.of(graph, calibration, node);
        float inputScale = read.quantisation().scale();
        QuantisedWeights weights = QuantisedWeights.of(parameter(node, "weight"), parameter(node, "bias"), inputScale);
        float[] scales = weights.outputScales(inputScale, fusion.before().scale());
        Requantisation requantisation = fusion.requantisation(weights.biases(), scales);
        append(node, fusion.last(), operator.of(weights.values(), requantisation), fusion.output());
    }

    private void appendAveragePool(Node node, Window window, QuantisedTensor read) {
        Fusion fusion = Fusion.of(graph, calibration, node);
        float[] scales = new float[node.output().channels()];
        int taps = window.kernelHeight() * window.kernelWidth();
        Arrays.fill(scales, read.quantisation().scale() / (fusion.before().scale() * taps));
        Requantisation requantisation = fusion.requantisation(new int[scales.length], scales);
        append(node, fusion.last(), new QuantisedOperator.AveragePool(window, requantisation), fusion.output());
    }

    private void append(Node first, Node last, QuantisedOperator operator, Quantisation quantisation) {
        QuantisedTensor output = new QuantisedTensor(first.name(), last.output(), quantisation);
        nodes.add(new QuantisedNode(operator, List.of(tensors.get(first.inputs().getFirst()).name()), output));
        tensors.put(first.name(), output);
        tensors.put(last.name(), output);
    }

    private float[] parameter(Node node, String kind) {
        String name = node.name() + "." + kind;
        return Optional.ofNullable(parameters.get(name)).orElseThrow(() ->
                new QuantisationException(node.name(), "parameter %s is missing; load weights that have it".formatted(name)));
    }

    private interface WeightedOperator {
        QuantisedOperator of(byte[] weights, Requantisation requantisation);
    }
}
