package systole.onnx.bridge;

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
    /** Batch normalisations stay: training needs them, and quantising folds them by itself. */
    private static final Passes PASSES = new Passes(EnumSet.complementOf(EnumSet.of(Pass.BATCH_NORM_FOLDING)));

    private GraphBridge() {
    }

    private static Map<String, Translator> translators() {
        Map<String, Translator> all = new HashMap<>();
        List.of(LayerTranslators.all(), PoolTranslators.all(), ActivationTranslators.all(), ShapeTranslators.all(), ArithmeticTranslators.all())
                .forEach(all::putAll);
        return all;
    }

    /** The model for one image, after the passes; throws {@link OnnxException} that names the first node which a graph cannot have, and why. */
    public static FloatNetwork of(Model model) {
        Model simple = PASSES.apply(FixedShapes.apply(model));
        if (simple.graph().inputs().size() != 1 || simple.graph().outputs().size() != 1) {
            throw new OnnxException("a graph has one input and one output; the model has %d and %d"
                    .formatted(simple.graph().inputs().size(), simple.graph().outputs().size()));
        }
        ValueInfo input = simple.graph().inputs().getFirst();
        if (input.type().filter(type -> type != DataType.FLOAT).isPresent()) {
            throw new OnnxException("a graph reads FLOAT, not " + input);
        }
        Extents extents = FixedShapes.oneImage(input);
        Value start = Graph.sequential(simple.graph().name(), new Shape(extents.sizes().subList(1, extents.rank())));
        Scope scope = new Scope(simple, input.name(), start);
        simple.graph().nodes().forEach(node -> translate(scope, node));
        Graph graph = scope.value(simple.graph().outputs().getFirst().name()).build();
        return new FloatNetwork(graph, fitting(scope.parameters(), graph));
    }

    private static Parameters fitting(Parameters parameters, Graph graph) {
        try {
            return parameters.requireFits(graph);
        } catch (WeightsException e) {
            throw new OnnxException("the model's constants do not fit its layers: " + e.getMessage());
        }
    }

    private static void translate(Scope scope, OnnxNode node) {
        if (scope.isDone(node)) {
            return;
        }
        Translator translator = node.domain().isEmpty() ? TRANSLATORS.get(node.operator()) : null;
        if (translator == null) {
            throw new OnnxException("operator %s of node %s is none that a graph has".formatted(node.qualifiedOperator(), node.name()));
        }
        try {
            Value made = translator.translate(scope, node);
            scope.define(scope.finalOutput(node), made);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new OnnxException("%s node %s cannot become part of a graph: %s".formatted(node.operator(), node.name(), e.getMessage()));
        }
    }
}
