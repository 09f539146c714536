package systole.quant;

import java.util.HashMap;
import java.util.Map;
import systole.graph.Graph;
import systole.graph.Node;
import systole.graph.Operator;
import systole.graph.Shape;

/** The float parameters of a graph. */
record FloatParameters(Graph graph, Map<String, float[]> values) {
    /** The weights of a convolution, a transposed one or a linear layer; biases that it does not have are 0. */
    LayerWeights weights(Node node) {
        float[] weights = of(node, "weight");
        boolean biased = graph.parameterShapes(node).containsKey(node.name() + ".bias");
        float[] biases = biased ? of(node, "bias") : new float[node.output().channels()];
        return layer(graph, node, weights, biases);
    }

    /** Weights of that node with its biases. */
    static LayerWeights layer(Graph graph, Node node, float[] weights, float[] biases) {
        return node.operator() instanceof Operator.ConvTranspose2d(_, _, _, _, int groups, _)
                ? LayerWeights.transposed(weights, biases, graph.inputShapes(node).getFirst().channels(), groups)
                : LayerWeights.outermost(weights, biases);
    }

    /** A batch normalisation by its running statistics, which is one factor and one offset per channel: a 1x1 depthwise convolution. */
    LayerWeights normalisation(Node node) {
        float epsilon = ((Operator.BatchNorm2d) node.operator()).epsilon();
        float[] factors = of(node, "weight").clone();
        float[] offsets = of(node, "bias").clone();
        float[] means = of(node, "running_mean");
        float[] variances = of(node, "running_var");
        for (int channel = 0; channel < factors.length; channel++) {
            factors[channel] = (float) (factors[channel] / Math.sqrt((double) variances[channel] + epsilon));
            offsets[channel] -= means[channel] * factors[channel];
        }
        return LayerWeights.outermost(factors, offsets);
    }

    private float[] of(Node node, String kind) {
        String name = node.name() + "." + kind;
        Map<String, Shape> shapes = new HashMap<>(graph.parameterShapes(node));
        shapes.putAll(graph.bufferShapes(node));
        float[] found = values.get(name);
        if (found == null) {
            throw new QuantisationException(node.name(), "parameter %s is missing; load weights that have it".formatted(name));
        }
        if (found.length != shapes.get(name).size()) {
            throw new QuantisationException(node.name(), "parameter %s has %d values, but %s are needed; load weights of this network"
                    .formatted(name, found.length, shapes.get(name)));
        }
        return found;
    }
}
