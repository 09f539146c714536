package systole.onnx.bridge;

import java.util.Arrays;
import java.util.Map;
import systole.graph.Operator;
import systole.graph.Shape;
import systole.graph.Value;
import systole.onnx.OnnxException;
import systole.onnx.model.OnnxNode;

/** Sums of two tensors; and sums, differences, products and quotients with constants, as batch normalisations that have nothing to normalise. */
final class ArithmeticTranslators {
    private ArithmeticTranslators() {
    }

    static Map<String, Translator> all() {
        return Map.of("Add", ArithmeticTranslators::add, "Sub", ArithmeticTranslators::subtract, "Mul", ArithmeticTranslators::multiply,
                "Div", ArithmeticTranslators::divide);
    }

    private static Value add(Scope scope, OnnxNode node) {
        if (!scope.isConstant(node, 0) && !scope.isConstant(node, 1)) {
            return scope.then(node, new Operator.Add(), scope.input(node, 0), scope.input(node, 1));
        }
        int constant = scope.isConstant(node, 0) ? 0 : 1;
        return affine(scope, node, 1 - constant, ones(scope, node, constant), numbers(scope, node, constant));
    }

    private static Value subtract(Scope scope, OnnxNode node) {
        float[] numbers = numbers(scope, node, 1);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = -numbers[i];
        }
        return affine(scope, node, 0, ones(scope, node, 1), numbers);
    }

    private static Value multiply(Scope scope, OnnxNode node) {
        int constant = scope.isConstant(node, 0) ? 0 : 1;
        float[] numbers = numbers(scope, node, constant);
        return affine(scope, node, 1 - constant, numbers, scope.biasBehind(node, numbers.length, 4).orElse(new float[numbers.length]));
    }

    private static Value divide(Scope scope, OnnxNode node) {
        float[] numbers = numbers(scope, node, 1);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = 1 / numbers[i];
        }
        return affine(scope, node, 0, numbers, new float[numbers.length]);
    }

    /** One number a channel; the caller's own. */
    private static float[] numbers(Scope scope, OnnxNode node, int constant) {
        int channels = LayerTranslators.requireMap(scope.input(node, 1 - constant)).channels();
        return Channels.of(scope.requireConstant(node, constant), channels, 4).map(float[]::clone).orElseThrow(() -> new OnnxException(
                "its constant %s is not one number a channel".formatted(scope.requireConstant(node, constant))));
    }

    private static float[] ones(Scope scope, OnnxNode node, int constant) {
        return ones(numbers(scope, node, constant).length);
    }

    private static float[] ones(int channels) {
        float[] ones = new float[channels];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static Value affine(Scope scope, OnnxNode node, int input, float[] factors, float[] summands) {
        Value made = scope.then(node, new Operator.BatchNorm2d(0, 0), scope.input(node, input));
        Shape channels = Shape.vector(factors.length);
        scope.parameter(made, "weight", channels, factors);
        scope.parameter(made, "bias", channels, summands);
        scope.parameter(made, "running_mean", channels, new float[factors.length]);
        scope.parameter(made, "running_var", channels, ones(factors.length));
        return made;
    }
}
