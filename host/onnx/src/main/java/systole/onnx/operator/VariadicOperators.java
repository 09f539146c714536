package systole.onnx.operator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;
import systole.onnx.OnnxException;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorBuilder;

/** Operators over any number of tensors, which are broadcast. */
final class VariadicOperators {
    private VariadicOperators() {
    }

    static Map<String, Operator> all() {
        Map<String, Operator> all = new LinkedHashMap<>();
        all.put("Max", call -> List.of(reduce(call, Math::max, Math::max)));
        all.put("Min", call -> List.of(reduce(call, Math::min, Math::min)));
        all.put("Sum", call -> List.of(reduce(call, Double::sum, Long::sum)));
        all.put("Mean", call -> List.of(mean(call)));
        all.put("Clip", call -> List.of(clip(call)));
        all.put("Where", call -> List.of(where(call)));
        return all;
    }

    private static Tensor reduce(Call call, DoubleBinaryOperator reals, LongBinaryOperator wholes) {
        List<Tensor> tensors = call.all();
        Extents common = Broadcast.common(tensors.stream().map(Tensor::extents).toList());
        DataType type = tensors.getFirst().type();
        return tensors.stream().map(tensor -> Broadcast.to(common, requireType(type, tensor))).reduce((a, b) -> type.isFloating()
                ? Elementwise.combine(a, b, type, reals) : Elementwise.combineWhole(a, b, type, wholes)).orElseThrow();
    }

    private static Tensor requireType(DataType type, Tensor tensor) {
        if (tensor.type() != type) {
            throw new OnnxException("its inputs must be of one type, not %s and %s".formatted(type, tensor.type()));
        }
        return tensor;
    }

    private static Tensor mean(Call call) {
        int count = call.all().size();
        return Elementwise.map(UnaryOperators.requireReal(reduce(call, Double::sum, Long::sum)), x -> x / count);
    }

    /** Bounds are attributes before version 11, then inputs. The upper bound wins where they cross. */
    private static Tensor clip(Call call) {
        Tensor x = call.input(0);
        if (x.type().isFloating()) {
            double low = call.optional(1).map(bound -> Call.only(bound).doubleAt(0)).orElse((double) call.node().real("min", Float.NEGATIVE_INFINITY));
            double high = call.optional(2).map(bound -> Call.only(bound).doubleAt(0)).orElse((double) call.node().real("max", Float.POSITIVE_INFINITY));
            return Elementwise.map(x, value -> Math.min(Math.max(value, low), high));
        }
        long low = call.optional(1).map(bound -> Call.only(bound).longAt(0)).orElse(Long.MIN_VALUE);
        long high = call.optional(2).map(bound -> Call.only(bound).longAt(0)).orElse(Long.MAX_VALUE);
        return Elementwise.mapWhole(x, value -> Math.min(Math.max(value, low), high));
    }

    private static Tensor where(Call call) {
        Tensor condition = call.input(0);
        Tensor yes = call.input(1);
        Tensor no = requireType(yes.type(), call.input(2));
        Extents common = Broadcast.common(List.of(condition.extents(), yes.extents(), no.extents()));
        byte[] chosen = Broadcast.to(common, requireType(DataType.BOOL, condition)).bytes();
        Tensor first = Broadcast.to(common, yes);
        Tensor second = Broadcast.to(common, no);
        TensorBuilder builder = new TensorBuilder(yes.type(), common);
        for (int i = 0; i < chosen.length; i++) {
            builder.copy(chosen[i] == 0 ? second : first, i, i, 1);
        }
        return builder.build();
    }
}
