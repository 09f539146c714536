package systole.onnx.pass;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import systole.onnx.model.OnnxNode;

/** Nodes that go, and nodes that others take the place of. */
final class Replacements {
    private final Map<OnnxNode, Optional<OnnxNode>> replaced = new IdentityHashMap<>();

    void replace(OnnxNode node, OnnxNode by) {
        replaced.put(node, Optional.of(by));
    }

    void remove(OnnxNode node) {
        replaced.put(node, Optional.empty());
    }

    /** The nodes, in their order, as they are afterwards. */
    List<OnnxNode> applied(List<OnnxNode> nodes) {
        return nodes.stream().map(node -> replaced.getOrDefault(node, Optional.of(node))).flatMap(Optional::stream).toList();
    }
}
