package systole.onnx.pass;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import systole.onnx.model.Model;
import systole.onnx.model.OnnxGraph;
import systole.onnx.model.OnnxNode;
import systole.onnx.tensor.Tensor;

/** Removes nodes that hand on what they read. One that stands between the graph's own input or constant and its output stays. */
final class IdentityRemoval {
    private final Map<String, Tensor> constants;
    private final Readers readers;
    private final Set<String> made = new HashSet<>();
    private final Map<String, String> renamed = new HashMap<>();

    private IdentityRemoval(OnnxGraph graph) {
        constants = graph.initialisers();
        readers = new Readers(graph);
    }

    static Model apply(Model model) {
        IdentityRemoval removal = new IdentityRemoval(model.graph());
        List<OnnxNode> kept = new ArrayList<>();
        for (OnnxNode node : model.graph().nodes()) {
            if (!removal.removes(node)) {
                kept.add(node);
                removal.made.addAll(node.outputs());
            }
        }
        return model.with(model.graph().with(kept.stream().map(removal::renamed).toList(), model.graph().initialisers()));
    }

    private boolean removes(OnnxNode node) {
        if (!node.domain().isEmpty() || node.inputs().isEmpty() || !handsOn(node) || node.outputs().stream().skip(1).anyMatch(readers::isRead)) {
            return false;
        }
        String read = resolved(node.inputs().getFirst());
        String made = node.outputs().getFirst();
        if (!readers.isOutput(made)) {
            renamed.put(made, read);
            return true;
        }
        // What the graph gives keeps its name: the tensor that is handed on takes it.
        if (!this.made.contains(read) || readers.isOutput(read) || renamed.containsKey(read)) {
            return false;
        }
        renamed.put(read, made);
        return true;
    }

    /** A dropout's other inputs are its ratio, which matters in training only, and whether it is in training. */
    private boolean handsOn(OnnxNode node) {
        boolean training = node.inputs().size() > 2 && !node.inputs().get(2).isEmpty() && !isFalse(node.inputs().get(2));
        return node.operator().equals("Identity") || node.operator().equals("Dropout") && !training;
    }

    private boolean isFalse(String tensor) {
        return constants.containsKey(tensor) && constants.get(tensor).size() == 1 && constants.get(tensor).longAt(0) == 0;
    }

    private OnnxNode renamed(OnnxNode node) {
        return new OnnxNode(node.name(), node.domain(), node.operator(), node.inputs().stream().map(this::resolved).toList(),
                node.outputs().stream().map(this::resolved).toList(), node.attributes());
    }

    private String resolved(String tensor) {
        String name = tensor;
        while (renamed.containsKey(name)) {
            name = renamed.get(name);
        }
        return name;
    }
}
