package systole.onnx.bridge;

import java.util.HashMap;
import java.util.Map;
import systole.graph.Operator;
import systole.graph.Value;
import systole.onnx.OnnxException;
import systole.onnx.model.OnnxNode;
import systole.onnx.operator.Broadcast;
import systole.onnx.operator.Functions;
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
        all.put("LRN", translator((_, node) -> localResponseNorm(node)));
        all.put("Selu", ActivationTranslators::selu);
        all.put("HardSigmoid", ActivationTranslators::hardSigmoid);
        all.put("PRelu", ActivationTranslators::parametricRelu);
        all.put("Identity", (scope, node) -> scope.input(node, 0));
        all.put("Dropout", ActivationTranslators::dropout);
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
        return given ? single(scope.requireConstant(node, input)) : node.real(attribute, otherwise);
    }

    /** A constant that is one number; throws {@link OnnxException} where it is more. */
    static float single(Tensor tensor) {
        if (tensor.size() != 1) {
            throw new OnnxException("its constant %s is not one number".formatted(tensor));
        }
        return (float) tensor.doubleAt(0);
    }

    /** Of an even number of channels ONNX has one more behind, a graph one more in front. */
    private static Operator localResponseNorm(OnnxNode node) {
        long size = node.integer("size", 1);
        if (size < 1 || size > Integer.MAX_VALUE || size % 2 == 0) {
            throw new OnnxException("its size is %d; only odd ones can be".formatted(size));
        }
        return new Operator.LocalResponseNorm((int) size, node.real("alpha", 1e-4f), node.real("beta", 0.75f), node.real("bias", 1));
    }

    /** gamma times an ELU. */
    private static Value selu(Scope scope, OnnxNode node) {
        Value elu = scope.then(node, new Operator.Elu(node.real("alpha", Functions.SELU_ALPHA)), scope.input(node, 0));
        return Affine.of(scope, node, elu, node.real("gamma", Functions.SELU_GAMMA), 0);
    }

    /** alpha x + beta, between 0 and 1. */
    private static Value hardSigmoid(Scope scope, OnnxNode node) {
        return scope.then(node, new Operator.Clip(0, 1),
                Affine.of(scope, node, scope.input(node, 0), node.real("alpha", 0.2f), node.real("beta", 0.5f)));
    }

    /** A leaky ReLU where all slopes are equal; else max(x, 0) - slope * max(-x, 0), channel by channel. */
    private static Value parametricRelu(Scope scope, OnnxNode node) {
        Value x = scope.input(node, 0);
        Tensor slopes = scope.requireConstant(node, 1);
        if (slopes.size() == 1) {
            return scope.then(node, new Operator.LeakyRelu(single(slopes)), x);
        }
        int channels = x.shape().channels();
        int rank = x.shape().extents().size() + 1;
        Tensor slope = scope.opset() < Broadcast.ALWAYS ? Broadcast.alignedAt(1, slopes, rank) : slopes;
        float[] factors = scope.perChannel(node, slope, channels, rank).map(float[]::clone).orElseThrow(() -> new OnnxException(
                "its slopes %s are not one number a channel".formatted(slope)));
        for (int i = 0; i < channels; i++) {
            factors[i] = -factors[i];
        }
        Value below = scope.then(node, new Operator.Relu(), Affine.of(scope, node, x, -1, 0));
        return scope.then(node, new Operator.Add(), scope.then(node, new Operator.Relu(), x), Affine.of(scope, node, below, factors, new float[channels]));
    }

    /** Nothing, but in training, which the operator itself refuses. */
    private static Value dropout(Scope scope, OnnxNode node) {
        scope.evaluated(node, Tensor.scalar(0));
        return scope.input(node, 0);
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
