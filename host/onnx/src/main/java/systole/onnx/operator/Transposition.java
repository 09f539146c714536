package systole.onnx.operator;

import java.util.Arrays;
import java.util.stream.IntStream;
import systole.onnx.OnnxException;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorBuilder;

/** Axes in another order. */
final class Transposition {
    private Transposition() {
    }

    /** Axis {@code i} of the result is axis {@code order[i]} of the tensor; throws {@link OnnxException} where that is no order of its axes. */
    static Tensor of(Tensor tensor, int... order) {
        Extents extents = tensor.extents();
        if (!Arrays.equals(Arrays.stream(order).sorted().toArray(), IntStream.range(0, extents.rank()).toArray())) {
            throw new OnnxException("%s is no order of the axes of %s".formatted(Arrays.toString(order), extents));
        }
        Extents permuted = Extents.of(Arrays.stream(order).map(extents::get).toArray());
        int[] strides = extents.strides();
        int[] steps = Arrays.stream(order).map(axis -> strides[axis]).toArray();
        TensorBuilder builder = new TensorBuilder(tensor.type(), permuted);
        int[] position = new int[order.length];
        for (int to = 0, from = 0; to < tensor.size(); to++) {
            builder.copy(tensor, from, to, 1);
            from += advance(position, permuted, steps);
        }
        return builder.build();
    }

    /** Moves to the next position, row-major; returns how far that is in the source. */
    private static int advance(int[] position, Extents extents, int[] steps) {
        int moved = 0;
        for (int axis = position.length - 1; axis >= 0; axis--) {
            moved += steps[axis];
            if (++position[axis] < extents.get(axis)) {
                return moved;
            }
            moved -= position[axis] * steps[axis];
            position[axis] = 0;
        }
        return moved;
    }
}
