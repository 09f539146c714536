package systole.onnx.pass;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import systole.onnx.model.OnnxGraph;
import systole.onnx.model.OnnxNode;
import systole.onnx.model.ValueInfo;

/** Who reads and who makes the tensors of a graph. */
final class Readers {
    private final Map<String, Integer> reads = new HashMap<>();
    private final Map<String, OnnxNode> makers = new HashMap<>();
    private final Set<String> outputs = new HashSet<>();

    Readers(OnnxGraph graph) {
        graph.nodes().forEach(node -> {
            node.inputs().forEach(read -> reads.merge(read, 1, Integer::sum));
            node.outputs().forEach(made -> makers.put(made, node));
        });
        graph.outputs().stream().map(ValueInfo::name).forEach(outputs::add);
    }

    /** Whether a tensor is the graph's output. */
    boolean isOutput(String tensor) {
        return outputs.contains(tensor);
    }

    /** Whether a tensor is read at all, inside or outside. */
    boolean isRead(String tensor) {
        return reads.containsKey(tensor) || isOutput(tensor);
    }

    /** Whether one node reads a tensor once, and nobody outside. */
    boolean isReadOnce(String tensor) {
        return reads.getOrDefault(tensor, 0) == 1 && !isOutput(tensor);
    }

    /** The node of that operator which makes a tensor that only one node reads. */
    Optional<OnnxNode> onlyMaker(String tensor, String operator) {
        return onlyMaker(tensor, maker -> maker.domain().isEmpty() && maker.operator().equals(operator));
    }

    /** The same of nodes of some kind. */
    Optional<OnnxNode> onlyMaker(String tensor, Predicate<OnnxNode> kind) {
        return Optional.ofNullable(makers.get(tensor)).filter(maker -> kind.test(maker) && isReadOnce(tensor));
    }
}
