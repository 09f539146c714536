package systole.onnx.bridge;

import java.util.HashMap;
import java.util.Map;
import systole.graph.Operator;
import systole.graph.Value;
import systole.onnx.OnnxException;
import systole.onnx.model.OnnxNode;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;

/** Functions of each element, and of neighbouring channels. */
final class ActivationTranslators {
    /** Since this version softmax works along one axis. */
    private static final int ONE_AXIS = 13;

    private ActivationTranslators() {
    }

    private interface Choice {
        Operator of(Scope scope, OnnxNode node);
    }

    static Map<String, Translator> all() {
        Map<String, Translator> all = new HashMap<>();
        all.put("Relu", translator((_, _) -> new Operator.Relu()));
        all.put("LeakyRelu", translator((_, node) -> new Operator.LeakyRelu(node.real("alpha", 0.01f))));
        all.put("Elu", translator((_, node) -> new Operator.Elu(node.real("alpha", 1))));
        all.put("Sigmoid", translator((_, _) -> new Operator.Sigmoid()));
        all.put("Tanh", translator((_, _) -> new Operator.Tanh()));
        all.put("Clip", translator(ActivationTranslators::clip));
        all.put("LRN", translator((_, node) -> new Operator.LocalResponseNorm(Math.clamp(node.integer("size", 1), 1, Integer.MAX_VALUE),
                node.real("alpha", 1e-4f), node.real("beta", 0.75f), node.real("bias", 1))));
        all.put("Softmax", softmax(new Operator.Softmax()));
        all.put("LogSoftmax", softmax(new Operator.LogSoftmax()));
        return all;
    }

    private static Translator translator(Choice choice) {
        return (scope, node) -> scope.then(node, choice.of(scope, node), scope.input(node, 0));
    }

    private static Operator clip(Scope scope, OnnxNode node) {
        return new Operator.Clip(bound(scope, node, 1, "min", Float.NEGATIVE_INFINITY), bound(scope, node, 2, "max", Float.POSITIVE_INFINITY));
    }

    private static float bound(Scope scope, OnnxNode node, int input, String attribute, float otherwise) {
        boolean given = node.inputs().size() > input && !node.inputs().get(input).isEmpty();
        return given ? first(scope.requireConstant(node, input)) : node.real(attribute, otherwise);
    }

    private static float first(Tensor tensor) {
        if (tensor.size() != 1) {
            throw new OnnxException("its bound %s is not one number".formatted(tensor));
        }
        return (float) tensor.doubleAt(0);
    }

    /** Over the channels, which are the second axis; before version 13 over everything behind it too. */
    private static Translator softmax(Operator operator) {
        return (scope, node) -> {
            Value x = scope.input(node, 0);
            int rank = x.shape().extents().size() + 1;
            boolean oneAxis = scope.opset() >= ONE_AXIS;
            int axis = Extents.axis(node.integer("axis", oneAxis ? -1 : 1), rank);
            if (axis != 1 || !oneAxis && x.shape().size() != x.shape().channels()) {
                throw new OnnxException("it works along axis %d of %s; only channels can be".formatted(axis, x.shape()));
            }
            return scope.then(node, operator, x);
        };
    }
}
