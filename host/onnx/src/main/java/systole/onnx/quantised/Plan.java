package systole.onnx.quantised;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import systole.onnx.model.Model;
import systole.onnx.model.OnnxNode;
import systole.onnx.tensor.Extents;

/** What of a model the array can compute, and why not the rest. */
final class Plan {
    private final Model model;
    private final Tensors tensors;
    private final Quantisations quantisations;
    private final Map<String, QdqGroup> groups;
    private final List<Unit> units = new ArrayList<>();
    /** By the names of nodes. */
    private final Map<String, String> reasons = new HashMap<>();

    private Plan(Model model) {
        this.model = model;
        tensors = new Tensors(model);
        model.graph().nodes().stream().filter(tensors::readsConstants).forEach(tensors::evaluate);
        quantisations = new Quantisations(model.graph().nodes(), tensors);
        groups = QdqGroup.of(model.graph());
    }

    /** Looks at every node in order; throws {@link systole.onnx.OnnxException} where the host cannot compute one that the array cannot. */
    static Plan of(Model model) {
        Plan plan = new Plan(model);
        Tables tables = new Tables(model, plan.tensors);
        NodeLowering lowering = new NodeLowering(plan.tensors, plan.quantisations, tables);
        QdqLowering qdqLowering = new QdqLowering(plan.tensors, lowering, tables);
        Map<String, OnnxNode> casts = plan.casts();
        Set<String> within = new HashSet<>();
        casts.values().forEach(cast -> within.add(cast.outputs().getFirst()));
        plan.groups.values().forEach(group -> group.nodes().forEach(node -> within.add(node.outputs().getFirst())));
        for (OnnxNode node : model.graph().nodes()) {
            QdqGroup group = plan.groups.get(node.outputs().getFirst());
            if (plan.tensors.readsConstants(node)) {
                plan.reasons.put(node.name(), "constant");
            } else if (group != null) {
                plan.place(group.nodes(), () -> qdqLowering.lower(group));
            } else if (casts.containsKey(node.outputs().getFirst())) {
                OnnxNode cast = casts.get(node.outputs().getFirst());
                plan.place(List.of(cast, node), () -> lowering.gather(cast, node));
            } else if (!within.contains(node.outputs().getFirst())) {
                plan.place(List.of(node), () -> lowering.lower(node));
            }
        }
        return plan;
    }

    /** By the tensors that Gather nodes make, the Cast that only such a node reads and that tells its places. */
    private Map<String, OnnxNode> casts() {
        Map<String, OnnxNode> made = new HashMap<>();
        model.graph().nodes().forEach(node -> made.put(node.outputs().getFirst(), node));
        Map<String, OnnxNode> casts = new HashMap<>();
        for (OnnxNode node : model.graph().nodes()) {
            OnnxNode cast = node.operator().equals("Gather") ? made.get(node.input(1)) : null;
            if (cast != null && cast.operator().equals("Cast") && isReadOnce(cast.outputs().getFirst())) {
                casts.put(node.outputs().getFirst(), cast);
            }
        }
        return casts;
    }

    private boolean isReadOnce(String tensor) {
        return model.graph().outputs().stream().noneMatch(output -> output.name().equals(tensor))
                && model.graph().nodes().stream().filter(node -> node.inputs().contains(tensor)).count() == 1;
    }

    private interface Lowering {
        Unit lowered();
    }

    private void place(List<OnnxNode> nodes, Lowering lowering) {
        try {
            Unit unit = lowering.lowered();
            define(unit);
            units.add(unit);
        } catch (HostOnlyException | IllegalArgumentException | ArithmeticException e) {
            // Graphs refuse by the latter two what they cannot hold: the host does it, or says what is wrong with the node.
            nodes.forEach(node -> reasons.put(node.name(), e.getMessage()));
            nodes.forEach(tensors::evaluate);
        }
    }

    private void define(Unit unit) {
        int images = tensors.batch(unit.reads().getFirst());
        if (images < 1) {
            throw new HostOnlyException("it has no images");
        }
        if (unit.reads().stream().anyMatch(read -> tensors.batch(read) != images)) {
            throw new HostOnlyException("its inputs are of different numbers of images");
        }
        int[] extents = Stream.concat(Stream.of(images), unit.lowered().getLast().output().shape().extents().stream())
                .mapToInt(Integer::intValue).toArray();
        tensors.define(unit.output(), quantisations.of(unit.output()).type(), Extents.of(extents));
    }

    Model model() {
        return model;
    }

    /** Units of the array in the model's order. */
    List<Unit> units() {
        return units;
    }

    /** Why a node is not on the array. */
    String reason(OnnxNode node) {
        return reasons.getOrDefault(node.name(), "");
    }

    Tensors tensors() {
        return tensors;
    }

    EightBits type(String tensor) {
        return quantisations.of(tensor);
    }
}
