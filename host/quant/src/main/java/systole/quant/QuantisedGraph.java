package systole.quant;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A quantised network: one input, nodes in topological order, the last node's tensor is the output.
 *
 * @param name the network's name
 * @param input the input tensor
 * @param nodes at least one, each reading the input or earlier nodes
 */
public record QuantisedGraph(String name, QuantisedTensor input, List<QuantisedNode> nodes) {
    public QuantisedGraph {
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("graph " + name + " has no nodes");
        }
        Map<String, QuantisedTensor> known = new LinkedHashMap<>();
        known.put(input.name(), input);
        for (QuantisedNode node : nodes) {
            for (String read : node.inputs()) {
                if (!known.containsKey(read)) {
                    throw new IllegalArgumentException("node %s reads %s, which nothing before it makes".formatted(node.name(), read));
                }
            }
            if (known.put(node.name(), node.output()) != null) {
                throw new IllegalArgumentException("two tensors of graph %s are called %s".formatted(name, node.name()));
            }
        }
    }

    /** The tensor that the graph ends in. */
    public QuantisedTensor output() {
        return nodes.getLast().output();
    }

    /** The tensor of that name; throws {@link IllegalArgumentException} where there is none. */
    public QuantisedTensor tensor(String tensorName) {
        if (input.name().equals(tensorName)) {
            return input;
        }
        return nodes.stream().map(QuantisedNode::output).filter(t -> t.name().equals(tensorName)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("graph %s has no tensor %s".formatted(name, tensorName)));
    }
}
