package systole.quant;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import systole.graph.Graph;
import systole.graph.Node;
import systole.graph.Operator;

/**
 * A node with what is fused into it.
 *
 * @param layer the first of them, whose name the fused node keeps
 * @param normalisation the batch normalisation that reads a convolution
 * @param last the activation behind these, or the last of them
 * @param activation what last computes
 * @param before quantisation of what the activation reads
 * @param output quantisation of the result
 */
record Fusion(Node layer, Optional<Node> normalisation, Node last, Activation activation, Quantisation before, Quantisation output) {
    /** Fuses the batch normalisation and the activation that read the layer, where nothing else reads what lies between. */
    static Fusion of(Graph graph, Quantisations quantisations, Node layer) {
        Optional<Node> normalisation = onlyReader(graph, layer).filter(reader -> normalises(layer, reader));
        Node sums = normalisation.orElse(layer);
        Node last = onlyReader(graph, sums).filter(reader -> activates(layer, reader)).orElse(sums);
        Activation activation = last == sums ? Activation.NONE : Activation.of(last.operator()).orElseThrow();
        Quantisation output = quantisations.of(last.name());
        Quantisation before = activation.before(quantisations.within(sums.name()), output);
        return new Fusion(layer, normalisation, last, activation, before, output);
    }

    /** Names of all the float tensors that the fused node's stands for. */
    List<String> tensors() {
        return Stream.concat(Stream.of(layer, last), normalisation.stream()).map(Node::name).toList();
    }

    private static Optional<Node> onlyReader(Graph graph, Node read) {
        List<Node> readers = graph.nodes().stream().filter(node -> node.inputs().contains(read.name())).toList();
        return readers.size() == 1 && !graph.output().equals(read.name()) ? Optional.of(readers.getFirst()) : Optional.empty();
    }

    private static boolean normalises(Node layer, Node reader) {
        boolean convolves = layer.operator() instanceof Operator.Conv2d || layer.operator() instanceof Operator.ConvTranspose2d;
        return convolves && reader.operator() instanceof Operator.BatchNorm2d;
    }

    /** What requantises can look up or clamp; an addition can clamp. */
    private static boolean activates(Node layer, Node reader) {
        Optional<Activation> activation = Activation.of(reader.operator());
        return switch (layer.operator()) {
            case Operator.Conv2d _, Operator.ConvTranspose2d _, Operator.BatchNorm2d _, Operator.Linear _, Operator.MatMul _,
                    Operator.AveragePool _, Operator.AdaptiveAveragePool _ -> activation.isPresent();
            case Operator.Add _ -> activation.isPresent() && activation.get() instanceof Activation.Clamp;
            default -> false;
        };
    }

    /**
     * How sums become the output.
     *
     * @param scales per entry, of sums over the quantisation {@link #before}
     */
    Requantisation requantisation(int[] biases, float[] scales) {
        try {
            return activation.requantisation(biases, scales, before, output);
        } catch (IllegalArgumentException e) {
            throw new QuantisationException(layer.name(), e.getMessage() + "; check its weights and the calibration images");
        }
    }
}
