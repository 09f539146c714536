package systole.quant;

import systole.graph.Graph;
import systole.graph.Node;
import systole.graph.Operator;
import systole.graph.Window;

/** Layers that a plan leaves in float. */
public final class FloatLayers {
    private FloatLayers() {
    }

    /** Whether a plan may leave a node in float, unless it is folded into another. */
    public static boolean contain(Node node) {
        return node.operator() instanceof Operator.Conv2d || node.operator() instanceof Operator.Linear
                || node.operator() instanceof Operator.BatchNorm2d;
    }

    /** Throws {@link QuantisationException} where a graph has no such layer, or one that cannot stay in float. */
    static void require(Graph graph, String layer) {
        Node node = graph.nodes().stream().filter(any -> any.name().equals(layer)).findFirst().orElseThrow(() ->
                new QuantisationException(layer, "network %s has no such layer to leave in float; name one of its layers".formatted(graph.name())));
        if (!contain(node)) {
            throw new QuantisationException(layer,
                    "a layer of type %s cannot be left in float; convolutions and linear layers can".formatted(node.type()));
        }
    }

    /** The operator that computes such a layer. */
    static QuantisedOperator of(Node node, LayerWeights layer, FloatOutput output) {
        float[] weights = layer.weights();
        float[] biases = layer.biases();
        return switch (node.operator()) {
            case Operator.Conv2d(_, Window window, int groups, _) ->
                    new QuantisedOperator.FloatConvolution(window, groups, weights, biases, output);
            case Operator.BatchNorm2d _ ->
                    new QuantisedOperator.FloatConvolution(Window.square(1, 1, 0), weights.length, weights, biases, output);
            case Operator.Linear _ -> new QuantisedOperator.FloatLinear(weights, biases, output);
            default -> throw new AssertionError(node);
        };
    }
}
