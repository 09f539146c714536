package systole.onnx.operator;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import systole.onnx.OnnxException;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorBuilder;

/** Pad: elements before and behind on each axis; negative numbers take some away. */
final class PadOperator {
    private PadOperator() {
    }

    /** Paddings are an attribute before version 11, then an input; the constant too. */
    static List<Tensor> evaluate(Call call) {
        Tensor data = call.input(0);
        Extents extents = data.extents();
        long[] pads = call.integers("pads", 1).orElseThrow(() -> new OnnxException("it lacks the pads"));
        int[] axes = call.optional(3).map(given -> Arrays.stream(given.toLongs()).mapToInt(extents::axis).toArray())
                .orElseGet(() -> IntStream.range(0, extents.rank()).toArray());
        if (pads.length != 2 * axes.length) {
            throw new OnnxException("%d axes need %d pads, not %d".formatted(axes.length, 2 * axes.length, pads.length));
        }
        long[] before = new long[extents.rank()];
        long[] padded = Arrays.stream(extents.toArray()).asLongStream().toArray();
        for (int i = 0; i < axes.length; i++) {
            before[axes[i]] = pads[i];
            padded[axes[i]] = Math.addExact(padded[axes[i]], Math.addExact(pads[i], pads[i + axes.length]));
        }
        Selection.AxisMap map = map(call.node().text("mode", "constant"), extents, before);
        return List.of(Selection.of(data, Extents.of(padded), map, constant(call, data.type())));
    }

    private static Tensor constant(Call call, DataType type) {
        return call.optional(2).filter(given -> given.size() > 0).map(Call::only).orElseGet(() -> {
            TensorBuilder zero = new TensorBuilder(type, Extents.SCALAR);
            if (type != DataType.STRING) {
                zero.set(0, (double) call.node().real("value", 0));
            }
            return zero.build();
        });
    }

    private static Selection.AxisMap map(String mode, Extents extents, long[] before) {
        return switch (mode) {
            case "constant" -> (axis, index) -> inside(index - before[axis], extents.get(axis));
            case "edge" -> (axis, index) -> Math.clamp(index - before[axis], 0, requireSome(extents, axis) - 1);
            case "wrap" -> (axis, index) -> (int) Math.floorMod(index - before[axis], (long) requireSome(extents, axis));
            case "reflect" -> (axis, index) -> reflected(index - before[axis], requireSome(extents, axis));
            default -> throw new OnnxException("its mode %s is not known".formatted(mode));
        };
    }

    private static int inside(long index, int extent) {
        return index < 0 || index >= extent ? -1 : (int) index;
    }

    private static int requireSome(Extents extents, int axis) {
        if (extents.get(axis) == 0) {
            throw new OnnxException("%s has nothing on axis %d to pad with".formatted(extents, axis));
        }
        return extents.get(axis);
    }

    /** Back and forth, without repeating the edges. */
    private static int reflected(long index, int extent) {
        if (extent == 1) {
            return 0;
        }
        int turn = 2 * (extent - 1);
        int folded = Math.floorMod(index, turn);
        return Math.min(folded, turn - folded);
    }
}
