package systole.onnx.bridge;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import systole.graph.Graph;
import systole.graph.Shape;
import systole.graph.Value;
import systole.nn.Parameters;
import systole.nn.WeightsException;
import systole.onnx.OnnxException;
import systole.onnx.model.Dimension;
import systole.onnx.model.Model;
import systole.onnx.model.OnnxNode;
import systole.onnx.model.ValueInfo;
import systole.onnx.pass.Pass;
import systole.onnx.pass.Passes;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Extents;

/** Turns float models with one input and one output into graphs and parameters, for those operators that graphs have. */
public final class GraphBridge {
    private static final Map<String, Translator> TRANSLATORS = translators();
    /** Batch normalisations, sums and activations stay: training needs them, and quantising folds and fuses them by itself. */
    private static final Passes PASSES = new Passes(EnumSet.complementOf(
            EnumSet.of(Pass.BATCH_NORM_FOLDING, Pass.ADD_FUSION, Pass.ACTIVATION_FUSION)));

    private GraphBridge() {
    }

    private static Map<String, Translator> translators() {
        Map<String, Translator> all = new HashMap<>();
        List.of(LayerTranslators.all(), PoolTranslators.all(), ActivationTranslators.all(), ShapeTranslators.all(), MapTranslators.all(),
                ArithmeticTranslators.all()).forEach(all::putAll);
        return all;
    }

    /** The model for one image, after the passes; throws {@link OnnxException} that names the first node which a graph cannot have, and why. */
    public static FloatNetwork of(Model model) {
        Model simple = PASSES.apply(model);
        if (simple.graph().inputs().size() != 1 || simple.graph().outputs().size() != 1) {
            throw new OnnxException("a graph has one input and one output; the model has %d and %d"
                    .formatted(simple.graph().inputs().size(), simple.graph().outputs().size()));
        }
        ValueInfo input = simple.graph().inputs().getFirst();
        if (input.type().filter(type -> type != DataType.FLOAT).isPresent()) {
            throw new OnnxException("a graph reads FLOAT, not " + input);
        }
        Extents extents = oneImage(input);
        Value start = Graph.sequential(simple.graph().name(), new Shape(extents.sizes().subList(1, extents.rank())));
        Scope scope = new Scope(simple, input.name(), start);
        simple.graph().nodes().forEach(node -> translate(scope, node));
        Graph graph = scope.value(simple.graph().outputs().getFirst().name()).build();
        return new FloatNetwork(graph, fitting(scope.parameters(), graph), scope.shapes());
    }

    /** The extents of one image's input: open ones in front are 1; throws {@link OnnxException} where others are open. */
    static Extents oneImage(ValueInfo input) {
        List<Dimension> dimensions = input.dimensions().orElseThrow(() -> new OnnxException("the extents of input %s are not known".formatted(input)));
        List<Integer> extents = new ArrayList<>();
        for (int axis = 0; axis < dimensions.size(); axis++) {
            int open = axis == 0 ? 1 : -1;
            extents.add(dimensions.get(axis).size().orElse(open));
        }
        if (extents.size() < 2 || extents.getFirst() != 1 || extents.stream().anyMatch(extent -> extent < 1)) {
            throw new OnnxException("input %s is not that of one image: images, which may be open, and fixed numbers behind".formatted(input));
        }
        return new Extents(extents);
    }

    private static Parameters fitting(Parameters parameters, Graph graph) {
        try {
            return parameters.requireFits(graph);
        } catch (WeightsException e) {
            throw new OnnxException("the model's constants do not fit its layers: " + e.getMessage());
        }
    }

    private static void translate(Scope scope, OnnxNode node) {
        if (scope.isDone(node) || scope.fold(node)) {
            return;
        }
        Translator translator = node.domain().isEmpty() ? TRANSLATORS.get(node.operator()) : null;
        if (translator == null) {
            throw new OnnxException("operator %s of node %s is none that a graph has".formatted(node.qualifiedOperator(), node.name()));
        }
        try {
            Value made = translator.translate(scope, node);
            scope.define(node.outputs().getFirst(), made);
            scope.define(scope.finalOutput(node), made);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new OnnxException("%s node %s cannot become part of a graph: %s".formatted(node.operator(), node.name(), e.getMessage()));
        }
    }
}
