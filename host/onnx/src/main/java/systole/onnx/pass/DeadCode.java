package systole.onnx.pass;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import systole.onnx.model.Model;
import systole.onnx.model.OnnxGraph;
import systole.onnx.model.OnnxNode;
import systole.onnx.model.ValueInfo;
import systole.onnx.tensor.Tensor;

/** Removes what no output depends on. */
final class DeadCode {
    private DeadCode() {
    }

    static Model apply(Model model) {
        OnnxGraph graph = model.graph();
        Set<String> needed = new HashSet<>();
        graph.outputs().stream().map(ValueInfo::name).forEach(needed::add);
        List<OnnxNode> kept = new ArrayList<>();
        for (OnnxNode node : graph.nodes().reversed()) {
            if (node.outputs().stream().anyMatch(needed::contains)) {
                kept.add(node);
                needed.addAll(node.inputs());
            }
        }
        Map<String, Tensor> constants = new LinkedHashMap<>(graph.initialisers());
        constants.keySet().retainAll(needed);
        return model.with(graph.with(kept.reversed(), constants));
    }
}
