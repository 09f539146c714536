package systole.quant;

import java.util.List;
import systole.graph.Graph;
import systole.graph.Node;

/**
 * A layer with the activation that is fused into it.
 *
 * @param layer the convolution, linear layer or average pool
 * @param last the activation behind it, or the layer itself
 * @param activation what last computes
 * @param before quantisation of the layer's sums, which the activation reads
 * @param output quantisation of the result
 */
record Fusion(Node layer, Node last, Activation activation, Quantisation before, Quantisation output) {
    /** Fuses the activation that reads the layer, where nothing else does. */
    static Fusion of(Graph graph, Calibration calibration, Node layer) {
        Node last = last(graph, layer);
        Activation activation = Activation.of(last.operator()).orElse(Activation.NONE);
        Quantisation output = calibration.of(last.name()).quantisation();
        return new Fusion(layer, last, activation, activation.before(calibration.of(layer.name()), output), output);
    }

    private static Node last(Graph graph, Node layer) {
        List<Node> readers = graph.nodes().stream().filter(node -> node.inputs().contains(layer.name())).toList();
        boolean fuses = readers.size() == 1 && Activation.of(readers.getFirst().operator()).isPresent()
                && !graph.output().equals(layer.name());
        return fuses ? readers.getFirst() : layer;
    }

    /**
     * How the layer's sums become its output.
     *
     * @param scales per channel, of sums over the quantisation {@link #before}
     */
    Requantisation requantisation(int[] biases, float[] scales) {
        try {
            return activation.requantisation(biases, scales, before, output);
        } catch (IllegalArgumentException e) {
            throw new QuantisationException(layer.name(), e.getMessage() + "; check its weights and the calibration images");
        }
    }
}
