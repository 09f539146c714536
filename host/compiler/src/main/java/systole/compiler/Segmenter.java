package systole.compiler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import systole.graph.Shape;
import systole.quant.QuantisedGraph;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedOperator;
import systole.quant.QuantisedTensor;

/**
 * Parts a network into what the array does at one go and what the host does between. A node belongs to the earliest stage that it can: of
 * host nodes, that of the latest of their inputs; of array nodes, that or, behind a host node, the next. A stage is a program and the
 * host nodes after it, so there are no more programs than the longest way through the network has changes from host to array.
 */
final class Segmenter {
    /** A part of the network before it is lowered: either side's. */
    sealed interface Part {
        /** Nodes of the array. */
        record Array(ArraySegment segment) implements Part {
        }

        /** A node of the host. */
        record Host(Segment.HostNode node) implements Part {
        }
    }

    private record Stage(List<QuantisedNode> array, List<QuantisedNode> host) {
        Stage() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    private final QuantisedGraph graph;
    private final Map<String, QuantisedTensor> tensors = new HashMap<>();
    private final TreeMap<Integer, Stage> stages = new TreeMap<>();

    private Segmenter(QuantisedGraph graph) {
        this.graph = graph;
        tensors.put(graph.input().name(), graph.input());
        Map<String, Integer> stageOf = new HashMap<>(Map.of(graph.input().name(), -1));
        Set<String> fromHost = new HashSet<>(Set.of(graph.input().name()));
        for (QuantisedNode node : graph.nodes()) {
            tensors.put(node.name(), node.output());
            int stage = -1;
            for (String input : node.inputs()) {
                boolean next = !runsOnHost(node) && fromHost.contains(input);
                stage = Math.max(stage, stageOf.get(input) + (next ? 1 : 0));
            }
            stageOf.put(node.name(), stage);
            Stage of = stages.computeIfAbsent(stage, number -> new Stage());
            if (runsOnHost(node)) {
                fromHost.add(node.name());
                of.host.add(node);
            } else {
                of.array.add(node);
            }
        }
    }

    /** The network's parts in execution order. */
    static List<Part> parts(QuantisedGraph graph) {
        return new Segmenter(graph).parts();
    }

    /** What the array cannot do. */
    private boolean runsOnHost(QuantisedNode node) {
        return switch (node.operator()) {
            case QuantisedOperator.LocalResponseNormalisation _, QuantisedOperator.Softmax _, QuantisedOperator.LogSoftmax _,
                    QuantisedOperator.AreaMaxPool _, QuantisedOperator.AreaAveragePool _, QuantisedOperator.Transposition _,
                    QuantisedOperator.Reshaping _, QuantisedOperator.FloatConvolution _, QuantisedOperator.FloatLinear _ -> true;
            case QuantisedOperator.MatrixProduct _ -> !makesMapOf(node, tensors.get(node.inputs().getFirst()));
            case QuantisedOperator.MaxPool(var window) -> window.dilationY() != 1 || window.dilationX() != 1;
            case QuantisedOperator.Convolution _, QuantisedOperator.TransposedConvolution _, QuantisedOperator.Linear _,
                    QuantisedOperator.AveragePool _, QuantisedOperator.Addition _, QuantisedOperator.Concatenation _, QuantisedOperator.Lookup _ -> false;
        };
    }

    /** Whether a product's pixels are arranged as its left factor's, whose zero point is 0 as is the right one's. */
    private boolean makesMapOf(QuantisedNode node, QuantisedTensor left) {
        Shape made = node.output().shape();
        return made.height() == left.shape().height() && made.width() == left.shape().width()
                && node.inputs().stream().allMatch(input -> tensors.get(input).quantisation().zeroPoint() == 0);
    }

    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        long programs = stages.values().stream().filter(stage -> !stage.array.isEmpty()).count();
        for (Stage stage : stages.values()) {
            if (!stage.array.isEmpty()) {
                long number = parts.stream().filter(Part.Array.class::isInstance).count();
                parts.add(new Part.Array(segment(programs == 1 ? graph.name() : graph.name() + "." + number, stage.array)));
            }
            for (QuantisedNode node : stage.host) {
                parts.add(new Part.Host(new Segment.HostNode(node, node.inputs().stream().map(tensors::get).toList())));
            }
        }
        return parts;
    }

    private ArraySegment segment(String name, List<QuantisedNode> nodes) {
        Set<String> made = new HashSet<>();
        nodes.forEach(node -> made.add(node.name()));
        List<QuantisedTensor> inputs = nodes.stream().flatMap(node -> node.inputs().stream()).distinct()
                .filter(Predicate.not(made::contains)).map(tensors::get).toList();
        Set<String> wanted = new HashSet<>(Set.of(graph.output().name()));
        graph.nodes().stream().filter(node -> !made.contains(node.name())).forEach(node -> wanted.addAll(node.inputs()));
        List<QuantisedTensor> outputs = nodes.stream().map(QuantisedNode::output).filter(output -> wanted.contains(output.name())).toList();
        return new ArraySegment(name, nodes, inputs, outputs);
    }
}
