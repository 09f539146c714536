package systole.onnx.operator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import systole.onnx.OnnxException;
import systole.onnx.model.OnnxNode;
import systole.onnx.tensor.Tensor;

/** Operators that are a function of each element. */
final class UnaryOperators {
    private UnaryOperators() {
    }

    static Map<String, Operator> all() {
        Map<String, Operator> all = new LinkedHashMap<>();
        all.put("Abs", number(Math::abs, Math::abs));
        all.put("Neg", number(x -> -x, x -> -x));
        all.put("Sign", number(Math::signum, Long::signum));
        all.put("Relu", number(x -> Math.max(x, 0), x -> Math.max(x, 0)));
        all.put("Ceil", real(Math::ceil));
        all.put("Floor", real(Math::floor));
        all.put("Round", real(Math::rint));
        all.put("Exp", real(Math::exp));
        all.put("Log", real(Math::log));
        all.put("Sqrt", real(Math::sqrt));
        all.put("Reciprocal", real(x -> 1 / x));
        all.put("Sin", real(Math::sin));
        all.put("Cos", real(Math::cos));
        all.put("Erf", real(Functions::erf));
        all.put("Tanh", real(Math::tanh));
        all.put("Sigmoid", real(Functions::sigmoid));
        all.put("Softplus", real(Functions::softplus));
        all.put("Softsign", real(x -> x / (1 + Math.abs(x))));
        all.put("HardSwish", real(x -> x * Math.clamp(x / 6 + 0.5, 0, 1)));
        all.put("Mish", real(x -> x * Math.tanh(Functions.softplus(x))));
        all.putAll(parametric());
        return all;
    }

    private static Map<String, Operator> parametric() {
        Map<String, Operator> all = new LinkedHashMap<>();
        all.put("LeakyRelu", withAttributes(node -> leakyRelu(node.real("alpha", 0.01f))));
        all.put("ThresholdedRelu", withAttributes(node -> above(node.real("alpha", 1))));
        all.put("Elu", withAttributes(node -> elu(1, node.real("alpha", 1), 1)));
        all.put("Selu", withAttributes(node -> elu(node.real("gamma", Functions.SELU_GAMMA), node.real("alpha", Functions.SELU_ALPHA), 1)));
        all.put("Celu", withAttributes(node -> elu(1, node.real("alpha", 1), node.real("alpha", 1))));
        all.put("HardSigmoid", withAttributes(node -> hardSigmoid(node.real("alpha", 0.2f), node.real("beta", 0.5f))));
        all.put("Gelu", withAttributes(UnaryOperators::gelu));
        return all;
    }

    /** A function for real numbers and one for whole ones. */
    private static Operator number(DoubleUnaryOperator reals, LongUnaryOperator wholes) {
        return call -> {
            Tensor x = call.input(0);
            return List.of(x.type().isInteger() ? Elementwise.mapWhole(x, wholes) : Elementwise.map(requireReal(x), reals));
        };
    }

    private static Operator real(DoubleUnaryOperator function) {
        return withAttributes(_ -> function);
    }

    private static Operator withAttributes(Function<OnnxNode, DoubleUnaryOperator> function) {
        return call -> List.of(Elementwise.map(requireReal(call.input(0)), function.apply(call.node())));
    }

    static Tensor requireReal(Tensor tensor) {
        if (!tensor.type().isFloating()) {
            throw new OnnxException("real numbers are needed where %s are".formatted(tensor));
        }
        return tensor;
    }

    static DoubleUnaryOperator leakyRelu(double alpha) {
        return x -> x >= 0 ? x : alpha * x;
    }

    private static DoubleUnaryOperator above(double threshold) {
        return x -> x > threshold ? x : 0;
    }

    private static DoubleUnaryOperator elu(double scale, double alpha, double width) {
        return x -> Functions.elu(x, scale, alpha, width);
    }

    private static DoubleUnaryOperator hardSigmoid(double alpha, double beta) {
        return x -> Math.clamp(alpha * x + beta, 0, 1);
    }

    private static DoubleUnaryOperator gelu(OnnxNode node) {
        return switch (node.text("approximate", "none")) {
            case "none" -> Functions::gelu;
            case "tanh" -> Functions::geluByTanh;
            default -> throw new OnnxException("its approximation %s is not known".formatted(node.text("approximate", "")));
        };
    }
}
