package systole.quant;

import systole.graph.Graph;
import systole.graph.Node;

/** Float weights as int8 will hold them. Quantisation-aware training computes with them. */
public final class RoundedWeights {
    private RoundedWeights() {
    }

    /**
     * Every weight's nearest multiple of its scale.
     *
     * @param node a convolution, a transposed one or a linear layer of the graph
     * @param weights the node's, in its order; they are not changed
     */
    public static float[] of(Graph graph, Node node, float[] weights, WeightGranularity granularity) {
        LayerWeights layer = FloatParameters.layer(graph, node, weights, new float[node.output().channels()]);
        QuantisedWeights quantised = QuantisedWeights.of(layer, 1, granularity);
        float[] rounded = new float[weights.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = quantised.scales()[layer.channelOf(i)] * quantised.values()[i];
        }
        return rounded;
    }
}
