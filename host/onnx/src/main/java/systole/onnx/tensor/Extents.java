package systole.onnx.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import systole.onnx.OnnxException;

/**
 * A tensor's extents, row-major. No extents are a scalar's; an extent of 0 makes an empty tensor.
 *
 * @param sizes each at least 0; the product of those above 0 is below 2^31
 */
public record Extents(List<Integer> sizes) {
    public static final Extents SCALAR = new Extents(List.of());

    public Extents {
        sizes = List.copyOf(sizes);
        long size = 1;
        for (int extent : sizes) {
            if (extent < 0) {
                throw new OnnxException("an extent cannot be negative, as in " + text(sizes));
            }
            size *= Math.max(1, extent);
            if (size > Integer.MAX_VALUE) {
                throw new OnnxException("a tensor of %s would have 2^31 elements or more, which cannot be".formatted(text(sizes)));
            }
        }
    }

    public static Extents of(int... sizes) {
        return new Extents(Arrays.stream(sizes).boxed().toList());
    }

    /** The extents that a file or a tensor gives; throws {@link OnnxException} for those out of range. */
    public static Extents of(long[] sizes) {
        for (long size : sizes) {
            if (size < 0 || size > Integer.MAX_VALUE) {
                throw new OnnxException("extents must be 0 to 2^31 - 1, not %d in %s".formatted(size, Arrays.toString(sizes)));
            }
        }
        return new Extents(Arrays.stream(sizes).mapToObj(size -> (int) size).toList());
    }

    public int rank() {
        return sizes.size();
    }

    public int get(int axis) {
        return sizes.get(axis);
    }

    /** Elements. */
    public int size() {
        return size(0, rank());
    }

    /** Elements of the axes from {@code from} to below {@code to}. */
    public int size(int from, int to) {
        int size = 1;
        for (int axis = from; axis < to; axis++) {
            size *= sizes.get(axis);
        }
        return size;
    }

    /** Elements from one index to the next on each axis. */
    public int[] strides() {
        int[] strides = new int[rank()];
        int stride = 1;
        for (int axis = rank() - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= sizes.get(axis);
        }
        return strides;
    }

    /** The axis, where negative ones count from the end; throws {@link OnnxException} where there is none such. */
    public int axis(long axis) {
        return axis(axis, rank());
    }

    /** The axis among that many. */
    public static int axis(long axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw new OnnxException("there is no axis %d among %d".formatted(axis, rank));
        }
        return (int) (axis < 0 ? axis + rank : axis);
    }

    /** With another extent on an axis. */
    public Extents with(int axis, int extent) {
        int[] changed = toArray();
        changed[axis] = extent;
        return of(changed);
    }

    /** With extents of 1 in front, so that there are that many axes. */
    public Extents padded(int rank) {
        return new Extents(IntStream.range(0, rank).mapToObj(axis -> axis < rank - rank() ? 1 : sizes.get(axis - rank + rank())).toList());
    }

    public int[] toArray() {
        return sizes.stream().mapToInt(Integer::intValue).toArray();
    }

    /** {@code 1x3x224x224}, or {@code scalar}. */
    @Override
    public String toString() {
        return text(sizes);
    }

    private static String text(List<Integer> sizes) {
        return sizes.isEmpty() ? "scalar" : sizes.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }
}
