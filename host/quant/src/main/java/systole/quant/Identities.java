package systole.quant;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import systole.graph.Graph;
import systole.graph.Node;
import systole.graph.Operator;
import systole.graph.Shape;

/** Takes out of a graph what changes nothing in inference, so that its neighbours meet. */
final class Identities {
    private Identities() {
    }

    /** The graph without such nodes; the others keep their names. */
    static Graph removedFrom(Graph graph) {
        Map<String, String> names = new HashMap<>();
        List<Node> kept = new ArrayList<>();
        for (Node node : graph.nodes()) {
            List<String> reads = node.inputs().stream().map(read -> names.getOrDefault(read, read)).toList();
            if (changesNothing(node, graph.inputShapes(node))) {
                names.put(node.name(), reads.getFirst());
            } else {
                kept.add(new Node(node.name(), node.operator(), reads, node.output()));
            }
        }
        return new Graph(graph.name(), kept, names.getOrDefault(graph.output(), graph.output()));
    }

    private static boolean changesNothing(Node node, List<Shape> inputs) {
        return switch (node.operator()) {
            case Operator.Dropout _ -> true;
            case Operator.Concat _ -> inputs.size() == 1;
            case Operator.Flatten _, Operator.Reshape _, Operator.AdaptiveMaxPool _, Operator.AdaptiveAveragePool _ ->
                    inputs.getFirst().equals(node.output());
            default -> false;
        };
    }
}
