package systole.onnx.bridge;

import java.util.Arrays;
import systole.graph.Operator;
import systole.graph.Shape;
import systole.graph.Value;
import systole.onnx.model.OnnxNode;

/** Factors and summands, one a channel, as a batch normalisation that has nothing to normalise. */
final class Affine {
    private Affine() {
    }

    /** factor * x + summand. What is no map becomes one for it, of as many channels. */
    static Value of(Scope scope, OnnxNode node, Value x, float[] factors, float[] summands) {
        Shape shape = x.shape();
        if (shape.isMap()) {
            return normalisation(scope, node, x, factors, summands);
        }
        Shape map = Shape.map(shape.channels(), shape.size() / shape.channels(), 1);
        Value made = normalisation(scope, node, scope.then(node, new Operator.Reshape(map), x), factors, summands);
        return scope.then(node, shape.extents().size() == 1 ? new Operator.Flatten() : new Operator.Reshape(shape), made);
    }

    /** The same factor and summand for all. */
    static Value of(Scope scope, OnnxNode node, Value x, float factor, float summand) {
        int channels = x.shape().channels();
        return of(scope, node, x, all(channels, factor), all(channels, summand));
    }

    /** That many of the same number. */
    static float[] all(int channels, float number) {
        float[] all = new float[channels];
        Arrays.fill(all, number);
        return all;
    }

    private static Value normalisation(Scope scope, OnnxNode node, Value map, float[] factors, float[] summands) {
        Value made = scope.then(node, new Operator.BatchNorm2d(0, 0), map);
        Shape channels = Shape.vector(factors.length);
        scope.parameter(made, "weight", channels, factors);
        scope.parameter(made, "bias", channels, summands);
        scope.parameter(made, "running_mean", channels, new float[factors.length]);
        scope.parameter(made, "running_var", channels, all(factors.length, 1));
        return made;
    }
}
