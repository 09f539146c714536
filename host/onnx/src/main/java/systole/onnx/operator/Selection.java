package systole.onnx.operator;

import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorBuilder;

/** Tensors made of elements of another one, chosen on each axis for itself. */
final class Selection {
    private Selection() {
    }

    /** Which index of the source an index of the result takes, on each axis; -1 for none. */
    @FunctionalInterface
    interface AxisMap {
        int source(int axis, int index);
    }

    /** The elements chosen; those that are none stay 0, false or empty. */
    static Tensor of(Tensor source, Extents extents, AxisMap map) {
        return copy(source, extents, map, new TensorBuilder(source.type(), extents));
    }

    /** The elements chosen, and a one-element tensor's for those that are none. */
    static Tensor of(Tensor source, Extents extents, AxisMap map, Tensor fill) {
        return copy(source, extents, map, new TensorBuilder(source.type(), extents).fill(fill));
    }

    /** As many elements from each axis, from {@code start} on by {@code step}. */
    static Tensor slice(Tensor source, int axis, int start, int step, int count) {
        return of(source, source.extents().with(axis, count), (any, index) -> any == axis ? start + index * step : index);
    }

    private static Tensor copy(Tensor source, Extents extents, AxisMap map, TensorBuilder builder) {
        if (extents.rank() == 0) {
            return builder.copy(source, 0, 0, 1).build();
        }
        if (extents.size() > 0) {
            new Copy(source, builder, offsets(source, extents, map)).axis(0, 0, 0);
        }
        return builder.build();
    }

    private static int[][] offsets(Tensor source, Extents extents, AxisMap map) {
        int[] strides = source.extents().strides();
        int[][] offsets = new int[extents.rank()][];
        for (int axis = 0; axis < offsets.length; axis++) {
            offsets[axis] = new int[extents.get(axis)];
            for (int i = 0; i < offsets[axis].length; i++) {
                int index = map.source(axis, i);
                offsets[axis][i] = index < 0 ? -1 : index * strides[axis];
            }
        }
        return offsets;
    }

    /** Copies runs of neighbours at once. */
    private record Copy(Tensor source, TensorBuilder builder, int[][] offsets) {
        /** Copies what lies under one index of the axes before; returns where the next one's elements go. */
        int axis(int axis, int from, int to) {
            if (axis == offsets.length - 1) {
                return last(offsets[axis], from, to);
            }
            int next = to;
            for (int offset : offsets[axis]) {
                next = offset < 0 ? next + below(axis) : axis(axis + 1, from + offset, next);
            }
            return next;
        }

        private int below(int axis) {
            int size = 1;
            for (int i = axis + 1; i < offsets.length; i++) {
                size *= offsets[i].length;
            }
            return size;
        }

        private int last(int[] chosen, int from, int to) {
            int start = 0;
            while (start < chosen.length) {
                int end = start + 1;
                while (end < chosen.length && chosen[start] >= 0 && chosen[end] == chosen[end - 1] + 1) {
                    end++;
                }
                if (chosen[start] >= 0) {
                    builder.copy(source, from + chosen[start], to + start, end - start);
                }
                start = end;
            }
            return to + chosen.length;
        }
    }
}
