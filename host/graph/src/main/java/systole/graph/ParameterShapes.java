package systole.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tensors that belong to a node, by PyTorch's names. */
final class ParameterShapes {
    private ParameterShapes() {
    }

    /** What training changes. */
    static Map<String, Shape> of(Node node, List<Shape> inputs) {
        return switch (node.operator()) {
            case Operator.Conv2d(int outputs, Window window, int groups, boolean bias) -> weighted(node, bias, outputs,
                    Shape.of(outputs, inputs.getFirst().channels() / groups, window.kernelHeight(), window.kernelWidth()));
            case Operator.ConvTranspose2d(int outputs, Window window, _, _, int groups, boolean bias) -> weighted(node, bias, outputs,
                    Shape.of(inputs.getFirst().channels(), outputs / groups, window.kernelHeight(), window.kernelWidth()));
            case Operator.Linear(int outputs, boolean bias) -> weighted(node, bias, outputs, Shape.of(outputs, inputs.getFirst().size()));
            case Operator.BatchNorm2d _ -> weighted(node, true, node.output().channels(), Shape.vector(node.output().channels()));
            default -> Map.of();
        };
    }

    /** What training counts, and inference reads. */
    static Map<String, Shape> buffersOf(Node node) {
        if (!(node.operator() instanceof Operator.BatchNorm2d)) {
            return Map.of();
        }
        Map<String, Shape> shapes = new LinkedHashMap<>();
        shapes.put(node.name() + ".running_mean", Shape.vector(node.output().channels()));
        shapes.put(node.name() + ".running_var", Shape.vector(node.output().channels()));
        return shapes;
    }

    private static Map<String, Shape> weighted(Node node, boolean bias, int outputs, Shape weight) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        shapes.put(node.name() + ".weight", weight);
        if (bias) {
            shapes.put(node.name() + ".bias", Shape.vector(outputs));
        }
        return shapes;
    }
}
