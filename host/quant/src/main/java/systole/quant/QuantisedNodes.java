package systole.quant;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A quantised graph that is being built, and which of its tensors stands for which float one. */
final class QuantisedNodes {
    private final QuantisedTensor input;
    private final List<QuantisedNode> nodes = new ArrayList<>();
    /** By the names of float tensors: that of a fused activation is the layer's that it is fused into. */
    private final Map<String, QuantisedTensor> tensors = new HashMap<>();

    QuantisedNodes(QuantisedTensor input) {
        this.input = input;
        tensors.put(input.name(), input);
    }

    /** Whether that float tensor has its quantised one. */
    boolean has(String tensor) {
        return tensors.containsKey(tensor);
    }

    QuantisedTensor tensor(String tensor) {
        return tensors.get(tensor);
    }

    /** Appends a node whose tensor stands for those float ones. */
    QuantisedTensor append(List<String> stoodFor, QuantisedOperator operator, List<QuantisedTensor> reads, QuantisedTensor output) {
        nodes.add(new QuantisedNode(operator, reads.stream().map(QuantisedTensor::name).toList(), output));
        stoodFor.forEach(tensor -> tensors.put(tensor, output));
        return output;
    }

    /** For each tensor of a graph of these nodes the last of the float ones, in that order, that it stands for. */
    Map<String, String> sources(QuantisedGraph graph, List<String> names) {
        Map<String, String> sources = new LinkedHashMap<>();
        names.stream().filter(tensors::containsKey).forEach(name -> sources.put(tensors.get(name).name(), name));
        Set<String> kept = new HashSet<>(Set.of(graph.input().name()));
        graph.nodes().forEach(node -> kept.add(node.name()));
        sources.keySet().retainAll(kept);
        return sources;
    }

    /** The graph that makes a float tensor: of the nodes, those that it depends on. */
    QuantisedGraph graph(String name, String output) {
        Set<String> needed = new HashSet<>(Set.of(tensors.get(output).name()));
        List<QuantisedNode> kept = new ArrayList<>();
        for (QuantisedNode node : nodes.reversed()) {
            if (needed.contains(node.name())) {
                kept.addFirst(node);
                needed.addAll(node.inputs());
            }
        }
        return new QuantisedGraph(name, input, kept);
    }
}
