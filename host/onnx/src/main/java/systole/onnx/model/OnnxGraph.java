package systole.onnx.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import systole.onnx.OnnxException;
import systole.onnx.tensor.Tensor;

/**
 * A model's nodes and constants.
 *
 * @param name the graph's
 * @param inputs tensors from outside, without those that have a constant value
 * @param outputs tensors for outside
 * @param nodes in an order in which each follows those that it reads
 * @param initialisers constant tensors by name
 */
public record OnnxGraph(String name, List<ValueInfo> inputs, List<ValueInfo> outputs, List<OnnxNode> nodes, Map<String, Tensor> initialisers) {
    /** Checks that each node makes something, and each tensor is made once, before it is read; throws {@link OnnxException} that names tensor and node. */
    public OnnxGraph {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        nodes = List.copyOf(nodes);
        initialisers = Collections.unmodifiableMap(new LinkedHashMap<>(initialisers));
        Set<String> known = new LinkedHashSet<>(initialisers.keySet());
        for (ValueInfo input : inputs) {
            define(input.name(), "the graph's inputs", known);
        }
        for (OnnxNode node : nodes) {
            if (node.outputs().isEmpty()) {
                throw new OnnxException("%s node %s has no outputs".formatted(node.operator(), node.name()));
            }
            node.inputs().stream().filter(read -> !read.isEmpty() && !known.contains(read)).findFirst().ifPresent(read -> {
                throw new OnnxException("%s node %s reads tensor %s, which no input, initialiser or node before it makes; a graph must have no cycle"
                        .formatted(node.operator(), node.name(), read));
            });
            node.outputs().stream().filter(made -> !made.isEmpty()).forEach(made -> define(made, "node " + node.name(), known));
        }
        outputs.stream().filter(output -> !known.contains(output.name())).findFirst().ifPresent(output -> {
            throw new OnnxException("nothing makes the graph's output " + output.name());
        });
    }

    private static void define(String tensor, String by, Set<String> known) {
        if (!known.add(tensor)) {
            throw new OnnxException("tensor %s of %s is there already; each must be made once".formatted(tensor, by));
        }
    }

    /** The same graph with other nodes and constants. */
    public OnnxGraph with(List<OnnxNode> otherNodes, Map<String, Tensor> otherInitialisers) {
        return new OnnxGraph(name, inputs, outputs, otherNodes, otherInitialisers);
    }

    /** Elements of all initialisers. */
    public long parameters() {
        return initialisers.values().stream().mapToLong(Tensor::size).sum();
    }
}
