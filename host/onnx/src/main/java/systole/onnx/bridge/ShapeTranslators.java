package systole.onnx.bridge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import systole.graph.Operator;
import systole.graph.Shape;
import systole.graph.Value;
import systole.onnx.OnnxException;
import systole.onnx.model.OnnxNode;
import systole.onnx.tensor.Extents;

/** Operators that join tensors or give them other extents. */
final class ShapeTranslators {
    private ShapeTranslators() {
    }

    static Map<String, Translator> all() {
        Map<String, Translator> all = new HashMap<>();
        for (String operator : List.of("Reshape", "Flatten", "Squeeze", "Unsqueeze")) {
            all.put(operator, ShapeTranslators::reshape);
        }
        all.put("Transpose", ShapeTranslators::transpose);
        all.put("Concat", ShapeTranslators::concat);
        all.put("Sum", ShapeTranslators::sum);
        return all;
    }

    /** What extents the operator gives is found by the operator itself, on zeros. */
    private static Value reshape(Scope scope, OnnxNode node) {
        Value x = scope.input(node, 0);
        Extents made = scope.evaluated(node, Scope.zeros(x.shape())).extents();
        if (made.rank() < 2 || made.get(0) != 1) {
            throw new OnnxException("it makes %s of one image's %s".formatted(made, Scope.extents(x.shape())));
        }
        Shape shape = new Shape(made.sizes().subList(1, made.rank()));
        if (shape.equals(x.shape())) {
            return x;
        }
        return scope.then(node, shape.extents().size() == 1 ? new Operator.Flatten() : new Operator.Reshape(shape), x);
    }

    private static Value transpose(Scope scope, OnnxNode node) {
        Value x = scope.input(node, 0);
        long[] order = node.integers("perm").orElse(new long[0]);
        if (x.shape().extents().size() != 2 || !Arrays.equals(order, new long[] {0, 2, 1})) {
            throw new OnnxException("it orders the axes of %s by %s; only rows and columns of a matrix can change".formatted(x.shape(), Arrays.toString(order)));
        }
        return scope.then(node, new Operator.Transpose(), x);
    }

    private static Value concat(Scope scope, OnnxNode node) {
        Value[] parts = IntStream.range(0, node.inputs().size()).mapToObj(index -> scope.input(node, index)).toArray(Value[]::new);
        int axis = Extents.axis(node.integer("axis", 1), parts[0].shape().extents().size() + 1);
        if (axis != 1) {
            throw new OnnxException("it joins axis %d; only channels can be".formatted(axis));
        }
        return scope.then(node, new Operator.Concat(), parts[0], Arrays.copyOfRange(parts, 1, parts.length));
    }

    private static Value sum(Scope scope, OnnxNode node) {
        Value sum = scope.input(node, 0);
        for (int i = 1; i < node.inputs().size(); i++) {
            sum = scope.then(node, new Operator.Add(), sum, scope.input(node, i));
        }
        return sum;
    }
}
