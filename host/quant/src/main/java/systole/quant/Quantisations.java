package systole.quant;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import systole.graph.Graph;
import systole.graph.Node;
import systole.graph.Operator;

/**
 * Which quantisation each tensor takes. Tensors that must agree share the union of their ranges: what an operator only moves, and all that a
 * concatenation joins. The network's input, which would lose resolution by that, stays out: its values are rescaled where they are joined.
 */
final class Quantisations {
    /** The quantisation by 1/256 from zero point -128 on, which is 8 bits of a share from 0 to 1. */
    private static final Range SHARES = new Range(0, 255f / 256);

    private static final float WIDER = 1 + 1f / (16 * 255);

    private final Calibration calibration;
    private final CalibrationMethod method;
    /** By the names of nodes. */
    private final Map<String, Range> chosen = new HashMap<>();
    /** A forest: the tensors of a tree agree. */
    private final Map<String, String> parents = new HashMap<>();
    /** By the roots of trees. */
    private final Map<String, Range> ranges = new HashMap<>();
    private final Set<String> symmetric = new HashSet<>();

    private Quantisations(Calibration calibration, CalibrationMethod method) {
        this.calibration = calibration;
        this.method = method;
    }

    /** The quantisations of all nodes' tensors. */
    static Quantisations of(Graph graph, Calibration calibration, CalibrationMethod method) {
        Quantisations quantisations = new Quantisations(calibration, method);
        graph.nodes().stream().filter(Quantisations::onlyMoves)
                .forEach(node -> quantisations.unite(node.name(), node.inputs().getFirst()));
        graph.nodes().stream().filter(node -> node.operator() instanceof Operator.Concat)
                .forEach(node -> quantisations.join(node, graph.input().name()));
        graph.nodes().forEach(quantisations::observe);
        return quantisations;
    }

    /** The quantisation of that node's tensor. */
    Quantisation of(String node) {
        String root = root(node);
        return symmetric.contains(root) ? ranges.get(root).symmetricQuantisation() : ranges.get(root).quantisation();
    }

    /** Spans that node's tensor, and those that agree with it, a little more widely: by a step of 255 in 16. */
    void widen(String node) {
        ranges.computeIfPresent(root(node), (_, range) -> range.scaled(WIDER));
    }

    /** The range of a node by itself, be it fused with the next and without a tensor of its own. */
    Range within(String node) {
        return chosen.computeIfAbsent(node, name -> method.range(calibration.values(name)));
    }

    private static boolean onlyMoves(Node node) {
        return switch (node.operator()) {
            case Operator.MaxPool _, Operator.AdaptiveMaxPool _, Operator.Flatten _, Operator.Reshape _, Operator.Transpose _ -> true;
            default -> false;
        };
    }

    private void join(Node concatenation, String image) {
        concatenation.inputs().stream().filter(read -> !root(read).equals(root(image))).forEach(read -> unite(read, concatenation.name()));
    }

    private void observe(Node node) {
        Range range = node.operator() instanceof Operator.Softmax ? SHARES : within(node.name());
        ranges.merge(root(node.name()), range, Range::union);
        if (node.operator() instanceof Operator.MatMul) {
            node.inputs().forEach(read -> symmetric.add(root(read)));
        }
    }

    private void unite(String one, String other) {
        String root = root(one);
        if (!root.equals(root(other))) {
            parents.put(root, root(other));
        }
    }

    private String root(String node) {
        String root = node;
        while (parents.containsKey(root)) {
            root = parents.get(root);
        }
        return root;
    }
}
