package systole.onnx.bridge;

import java.util.Map;
import systole.graph.Operator;
import systole.graph.Value;
import systole.onnx.OnnxException;
import systole.onnx.model.OnnxNode;
import systole.onnx.tensor.Tensor;

/** Sums and differences of two tensors; and sums, differences, products, quotients, minima and maxima with constants. */
final class ArithmeticTranslators {
    private ArithmeticTranslators() {
    }

    static Map<String, Translator> all() {
        return Map.of("Add", ArithmeticTranslators::add, "Sub", ArithmeticTranslators::subtract, "Mul", ArithmeticTranslators::multiply,
                "Div", ArithmeticTranslators::divide, "Neg", (scope, node) -> Affine.of(scope, node, scope.input(node, 0), -1, 0),
                "Max", (scope, node) -> clip(scope, node, bound -> new Operator.Clip(bound, Float.POSITIVE_INFINITY)),
                "Min", (scope, node) -> clip(scope, node, bound -> new Operator.Clip(Float.NEGATIVE_INFINITY, bound)));
    }

    private static Value add(Scope scope, OnnxNode node) {
        if (!scope.isConstant(node, 0) && !scope.isConstant(node, 1)) {
            return scope.then(node, new Operator.Add(), scope.input(node, 0), scope.input(node, 1));
        }
        int constant = scope.isConstant(node, 0) ? 0 : 1;
        float[] summands = numbers(scope, node, constant);
        return affine(scope, node, 1 - constant, Affine.all(summands.length, 1), summands);
    }

    private static Value subtract(Scope scope, OnnxNode node) {
        if (scope.isConstant(node, 0)) {
            float[] minuends = numbers(scope, node, 0);
            return affine(scope, node, 1, Affine.all(minuends.length, -1), minuends);
        }
        if (!scope.isConstant(node, 1)) {
            return scope.then(node, new Operator.Add(), scope.input(node, 0), Affine.of(scope, node, scope.input(node, 1), -1, 0));
        }
        float[] numbers = numbers(scope, node, 1);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = -numbers[i];
        }
        return affine(scope, node, 0, Affine.all(numbers.length, 1), numbers);
    }

    private static Value multiply(Scope scope, OnnxNode node) {
        int constant = scope.isConstant(node, 0) ? 0 : 1;
        float[] factors = numbers(scope, node, constant);
        int rank = scope.input(node, 1 - constant).shape().extents().size() + 1;
        return affine(scope, node, 1 - constant, factors, scope.biasBehind(node, factors.length, rank).orElse(new float[factors.length]));
    }

    private static Value divide(Scope scope, OnnxNode node) {
        float[] numbers = numbers(scope, node, 1);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = 1 / numbers[i];
        }
        return affine(scope, node, 0, numbers, new float[numbers.length]);
    }

    private static Value affine(Scope scope, OnnxNode node, int input, float[] factors, float[] summands) {
        return Affine.of(scope, node, scope.input(node, input), factors, summands);
    }

    /** One number a channel; the caller's own. */
    private static float[] numbers(Scope scope, OnnxNode node, int constant) {
        Value x = scope.input(node, 1 - constant);
        int rank = x.shape().extents().size() + 1;
        Tensor tensor = scope.requireConstant(node, constant);
        return scope.perChannel(node, tensor, x.shape().channels(), rank).map(float[]::clone).orElseThrow(() -> new OnnxException(
                "its constant %s is not one number a channel".formatted(tensor)));
    }

    private interface Bounded {
        Operator at(float bound);
    }

    private static Value clip(Scope scope, OnnxNode node, Bounded operator) {
        int constant = scope.isConstant(node, 0) ? 0 : 1;
        if (node.inputs().size() != 2) {
            throw new OnnxException("it has %d inputs; only a tensor and a constant can be".formatted(node.inputs().size()));
        }
        return scope.then(node, operator.at(ActivationTranslators.single(scope.requireConstant(node, constant))), scope.input(node, 1 - constant));
    }
}
