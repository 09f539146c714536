package systole.nn;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import systole.graph.Graph;
import systole.graph.Node;
import systole.graph.Operator;

/**
 * A convolution with what can be computed while its sums are at hand, where nothing else reads what lies between.
 *
 * @param convolution the first of them
 * @param normalisation the batch normalisation that reads it
 * @param sum the addition of a tensor that was computed before
 * @param residual name of that tensor
 * @param activation the ReLU or clip behind these
 */
record FusedConvolution(Node convolution, Optional<Node> normalisation, Optional<Node> sum, Optional<String> residual, Optional<Node> activation) {
    static FusedConvolution of(Graph graph, Node convolution) {
        Optional<Node> normalisation = onlyReader(graph, convolution).filter(reader -> reader.operator() instanceof Operator.BatchNorm2d);
        Node term = normalisation.orElse(convolution);
        Optional<Node> sum = onlyReader(graph, term).filter(reader -> adds(graph, reader, term, convolution));
        Optional<String> residual = sum.map(node -> other(node, term));
        Optional<Node> activation = onlyReader(graph, sum.orElse(term)).filter(FusedConvolution::clips);
        return new FusedConvolution(convolution, normalisation, sum, residual, activation);
    }

    /** All the nodes, in the graph's order. */
    List<Node> nodes() {
        return Stream.of(Optional.of(convolution), normalisation, sum, activation).flatMap(Optional::stream).toList();
    }

    /** The node whose tensor is computed. */
    Node last() {
        return nodes().getLast();
    }

    /** Between which values the output is. */
    Bounds bounds() {
        return activation.map(Node::operator).map(Bounds::of).orElse(Bounds.NONE);
    }

    private static boolean adds(Graph graph, Node reader, Node term, Node convolution) {
        return reader.operator() instanceof Operator.Add && !reader.inputs().getFirst().equals(reader.inputs().getLast())
                && graph.nodes().indexOf(graph.node(other(reader, term))) < graph.nodes().indexOf(convolution);
    }

    private static String other(Node sum, Node term) {
        return sum.inputs().getFirst().equals(term.name()) ? sum.inputs().getLast() : sum.inputs().getFirst();
    }

    private static boolean clips(Node reader) {
        return reader.operator() instanceof Operator.Relu || reader.operator() instanceof Operator.Clip;
    }

    private static Optional<Node> onlyReader(Graph graph, Node read) {
        List<Node> readers = graph.nodes().stream().filter(node -> node.inputs().contains(read.name())).toList();
        return readers.size() == 1 && !graph.output().equals(read.name()) ? Optional.of(readers.getFirst()) : Optional.empty();
    }
}
