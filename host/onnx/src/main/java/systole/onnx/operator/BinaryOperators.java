package systole.onnx.operator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;
import systole.onnx.OnnxException;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;

/** Operators that are a function of pairs of elements, of tensors that are broadcast. */
final class BinaryOperators {
    private BinaryOperators() {
    }

    static Map<String, Operator> all() {
        Map<String, Operator> all = new LinkedHashMap<>();
        all.put("Add", arithmetic(Double::sum, Long::sum));
        all.put("Sub", arithmetic((a, b) -> a - b, (a, b) -> a - b));
        all.put("Mul", arithmetic((a, b) -> a * b, (a, b) -> a * b));
        all.put("Div", arithmetic((a, b) -> a / b, BinaryOperators::quotient));
        all.put("Pow", call -> List.of(power(call)));
        all.put("PRelu", BinaryOperators::parametricRelu);
        all.put("Equal", comparison((a, b) -> a == b, (a, b) -> a == b));
        all.put("Greater", comparison((a, b) -> a > b, (a, b) -> a > b));
        all.put("Less", comparison((a, b) -> a < b, (a, b) -> a < b));
        all.put("GreaterOrEqual", comparison((a, b) -> a >= b, (a, b) -> a >= b));
        all.put("LessOrEqual", comparison((a, b) -> a <= b, (a, b) -> a <= b));
        all.put("And", logic((a, b) -> a & b));
        all.put("Or", logic((a, b) -> a | b));
        all.put("Xor", logic((a, b) -> a ^ b));
        all.put("Not", call -> List.of(Elementwise.mapWhole(requireTruth(call.input(0)), x -> 1 - x)));
        return all;
    }

    private interface RealComparison {
        boolean holds(double a, double b);
    }

    private interface WholeComparison {
        boolean holds(long a, long b);
    }

    /** Two tensors of the same extents. */
    private record Pair(Tensor a, Tensor b) {
        static Pair of(Call call) {
            Tensor a = call.input(0);
            Tensor b = call.input(1);
            if (call.opset() < Broadcast.ALWAYS && call.node().has("axis")) {
                b = Broadcast.alignedAt(a.extents().axis(call.node().integer("axis", 0)), b, a.extents().rank());
            }
            Extents common = Broadcast.common(List.of(a.extents(), b.extents()));
            return new Pair(Broadcast.to(common, a), Broadcast.to(common, b));
        }

        static Pair ofOneType(Call call) {
            Pair pair = of(call);
            if (pair.a.type() != pair.b.type()) {
                throw new OnnxException("its inputs must be of one type, not %s and %s".formatted(pair.a, pair.b));
            }
            return pair;
        }
    }

    private static Operator arithmetic(DoubleBinaryOperator reals, LongBinaryOperator wholes) {
        return call -> {
            Pair pair = Pair.ofOneType(call);
            DataType type = pair.a.type();
            return List.of(type.isFloating() ? Elementwise.combine(pair.a, pair.b, type, reals)
                    : Elementwise.combineWhole(pair.a, pair.b, type, wholes));
        };
    }

    private static Operator comparison(RealComparison reals, WholeComparison wholes) {
        return call -> {
            Pair pair = Pair.ofOneType(call);
            return List.of(pair.a.type().isFloating()
                    ? Elementwise.combine(pair.a, pair.b, DataType.BOOL, (a, b) -> reals.holds(a, b) ? 1 : 0)
                    : Elementwise.combineWhole(pair.a, pair.b, DataType.BOOL, (a, b) -> wholes.holds(a, b) ? 1 : 0));
        };
    }

    private static Operator logic(LongBinaryOperator function) {
        return call -> {
            Pair pair = Pair.of(call);
            return List.of(Elementwise.combineWhole(requireTruth(pair.a), requireTruth(pair.b), DataType.BOOL, function));
        };
    }

    private static Tensor requireTruth(Tensor tensor) {
        if (tensor.type() != DataType.BOOL) {
            throw new OnnxException("truth values are needed where %s are".formatted(tensor));
        }
        return tensor;
    }

    /** Before version 7 there is one slope, or one for each channel. */
    private static List<Tensor> parametricRelu(Call call) {
        Operator operator = arithmetic((x, slope) -> x < 0 ? slope * x : x, (x, slope) -> x < 0 ? slope * x : x);
        Tensor x = call.input(0);
        Tensor slope = call.input(1);
        if (call.opset() >= Broadcast.ALWAYS || slope.size() == 1 || x.extents().rank() < 2) {
            return operator.evaluate(call);
        }
        Tensor aligned = Broadcast.alignedAt(1, slope, x.extents().rank());
        return operator.evaluate(new Call(call.node(), call.opset(), List.of(Optional.of(x), Optional.of(aligned))));
    }

    private static long quotient(long a, long b) {
        if (b == 0) {
            throw new OnnxException("it divides a whole number by 0");
        }
        return a / b;
    }

    /** The result has the base's type; the exponent may have another. */
    private static Tensor power(Call call) {
        Pair pair = Pair.of(call);
        boolean whole = pair.a.type().isInteger() && pair.b.type().isInteger();
        return whole ? Elementwise.combineWhole(pair.a, pair.b, pair.a.type(), BinaryOperators::power)
                : Elementwise.combine(pair.a, pair.b, pair.a.type(), Math::pow);
    }

    /** By repeated squaring, wrapping around; 0 where the exponent is negative and the base not 1 or -1. */
    private static long power(long base, long exponent) {
        if (exponent < 0) {
            return Math.abs(base) == 1 ? power(base, -(exponent % 2)) : 0;
        }
        long result = 1;
        long square = base;
        for (long rest = exponent; rest > 0; rest >>= 1) {
            result *= (rest & 1) == 1 ? square : 1;
            square *= square;
        }
        return result;
    }
}
