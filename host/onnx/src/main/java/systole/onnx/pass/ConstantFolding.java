package systole.onnx.pass;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import systole.onnx.Interpreter;
import systole.onnx.OnnxException;
import systole.onnx.model.Model;
import systole.onnx.model.OnnxGraph;
import systole.onnx.model.OnnxNode;
import systole.onnx.operator.Operators;
import systole.onnx.tensor.Tensor;

/** Computes what depends on constants alone. A node that fails stays: who runs the model is told then. */
final class ConstantFolding {
    private ConstantFolding() {
    }

    static Model apply(Model model) {
        OnnxGraph graph = model.graph();
        Map<String, Tensor> constants = new LinkedHashMap<>(graph.initialisers());
        List<OnnxNode> kept = new ArrayList<>();
        for (OnnxNode node : graph.nodes()) {
            boolean constant = node.inputs().stream().allMatch(read -> read.isEmpty() || constants.containsKey(read));
            Optional<List<Tensor>> values = constant && Operators.supports(node) ? evaluate(model, node, constants) : Optional.empty();
            values.ifPresentOrElse(made -> keep(node, made, constants), () -> kept.add(node));
        }
        return model.with(graph.with(kept, constants));
    }

    private static Optional<List<Tensor>> evaluate(Model model, OnnxNode node, Map<String, Tensor> constants) {
        List<Optional<Tensor>> inputs = node.inputs().stream().map(name -> Optional.ofNullable(constants.get(name))).toList();
        try {
            List<Tensor> made = Interpreter.evaluate(node, model.opsets().getOrDefault(node.domain(), 1), inputs);
            return made.size() < node.outputs().size() ? Optional.empty() : Optional.of(made);
        } catch (OnnxException e) {
            return Optional.empty();
        }
    }

    private static void keep(OnnxNode node, List<Tensor> made, Map<String, Tensor> constants) {
        for (int i = 0; i < node.outputs().size(); i++) {
            if (!node.outputs().get(i).isEmpty()) {
                constants.put(node.outputs().get(i), made.get(i));
            }
        }
    }
}
