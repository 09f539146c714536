package systole.onnx.operator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import systole.graph.Window;
import systole.onnx.OnnxException;
import systole.onnx.model.OnnxNode;
import systole.onnx.tensor.Extents;

/** A window that walks over all spatial axes of a tensor, of which there are any number. */
public record Windows(List<WindowAxis> axes) {
    public Windows {
        axes = List.copyOf(axes);
    }

    /**
     * The window of a convolution or a pool by its attributes.
     *
     * @param spatial extents of the tensor without images and channels
     * @param kernel extents of the kernel
     */
    public static Windows of(OnnxNode node, int[] spatial, int[] kernel) {
        int[] strides = attribute(node, "strides", kernel.length, 1, 1);
        int[] dilations = attribute(node, "dilations", kernel.length, 1, 1);
        int[] pads = attribute(node, "pads", 2 * kernel.length, 0, 0);
        if (spatial.length != kernel.length) {
            throw new OnnxException("a kernel of %s does not fit %s".formatted(Arrays.toString(kernel), Arrays.toString(spatial)));
        }
        List<WindowAxis> axes = new ArrayList<>();
        for (int i = 0; i < kernel.length; i++) {
            axes.add(axis(node, new WindowAxis(spatial[i], kernel[i], strides[i], dilations[i], pads[i], pads[i + kernel.length], 0)));
        }
        return new Windows(axes);
    }

    /** The kernel that a pool's attribute gives. */
    public static int[] kernel(OnnxNode node, int rank) {
        if (!node.has("kernel_shape")) {
            throw new OnnxException("it lacks the kernel_shape");
        }
        return attribute(node, "kernel_shape", rank, 1, 1);
    }

    /** As many whole numbers as there should be, each at least {@code lowest}. */
    static int[] attribute(OnnxNode node, String name, int count, int otherwise, int lowest) {
        long[] values = node.integers(name).orElseGet(() -> {
            long[] all = new long[count];
            Arrays.fill(all, otherwise);
            return all;
        });
        if (values.length != count || Arrays.stream(values).anyMatch(value -> value < lowest || value > Integer.MAX_VALUE)) {
            throw new OnnxException("its %s must be %d numbers of at least %d, not %s".formatted(name, count, lowest, Arrays.toString(values)));
        }
        return Arrays.stream(values).mapToInt(value -> (int) value).toArray();
    }

    private static WindowAxis axis(OnnxNode node, WindowAxis a) {
        String automatic = node.text("auto_pad", "NOTSET");
        return switch (automatic) {
            case "NOTSET" -> explicit(node, a, a.padBegin(), a.padEnd());
            case "VALID" -> explicit(node, a, 0, 0);
            case "SAME_UPPER" -> same(a, false);
            case "SAME_LOWER" -> same(a, true);
            default -> throw new OnnxException("its auto_pad %s is not known".formatted(automatic));
        };
    }

    /** Places are rounded down, or up where {@code ceil_mode} says so, but no window may begin behind the input. */
    private static WindowAxis explicit(OnnxNode node, WindowAxis a, int padBegin, int padEnd) {
        long room = (long) a.extent() + padBegin + padEnd - WindowAxis.span(a.kernel(), a.dilation());
        boolean up = node.integer("ceil_mode", 0) != 0;
        long places = (up ? Math.ceilDiv(room, a.stride()) : Math.floorDiv(room, a.stride())) + 1;
        if (up && (places - 1) * a.stride() >= (long) a.extent() + padBegin) {
            places--;
        }
        if (places < 1) {
            throw new OnnxException("a kernel of %d with dilation %d does not fit an extent of %d with padding %d and %d"
                    .formatted(a.kernel(), a.dilation(), a.extent(), padBegin, padEnd));
        }
        return placed(a, padBegin, padEnd, places);
    }

    private static WindowAxis same(WindowAxis a, boolean lower) {
        long places = Math.ceilDiv(a.extent(), a.stride());
        long padding = Math.max(0, (places - 1) * a.stride() + WindowAxis.span(a.kernel(), a.dilation()) - a.extent());
        long begin = lower ? padding - padding / 2 : padding / 2;
        return placed(a, Math.toIntExact(begin), Math.toIntExact(padding - begin), places);
    }

    private static WindowAxis placed(WindowAxis a, int padBegin, int padEnd, long places) {
        int output = Extents.of(new long[] {places}).size();
        return new WindowAxis(a.extent(), a.kernel(), a.stride(), a.dilation(), padBegin, padEnd, output);
    }

    /** The same over the rows and columns of a map, where it has two axes. */
    public Window overMap() {
        WindowAxis y = axes.get(0);
        WindowAxis x = axes.get(1);
        return new Window(y.kernel(), x.kernel(), y.stride(), x.stride(), y.padBegin(), x.padBegin(), y.padEnd(), x.padEnd(), y.dilation(), x.dilation());
    }

    /** Extents of the tensor that it walks over. */
    Extents input() {
        return Extents.of(axes.stream().mapToInt(WindowAxis::extent).toArray());
    }

    /** Places on each axis. */
    Extents output() {
        return Extents.of(axes.stream().mapToInt(WindowAxis::output).toArray());
    }

    /** Taps of the kernel. */
    int taps() {
        return Extents.of(axes.stream().mapToInt(WindowAxis::kernel).toArray()).size();
    }

    /** Whether places and elements are the same. */
    boolean isPlain() {
        return axes.stream().allMatch(a -> a.kernel() == 1 && a.stride() == 1 && a.padBegin() == 0 && a.padEnd() == 0);
    }

    /** Puts the index in the input, of one channel, of a tap at the places from {@code from} on into the array, from {@code to} on; -1 for outside. */
    void offsets(int tap, int from, int count, int[] offsets, int to) {
        int[] taps = indices(tap, Extents.of(axes.stream().mapToInt(WindowAxis::kernel).toArray()));
        Extents output = output();
        int[] strides = input().strides();
        int[] place = indices(from, output);
        for (int i = 0; i < count; i++) {
            offsets[to + i] = offset(place, taps, strides);
            advance(place, output);
        }
    }

    private int offset(int[] place, int[] taps, int[] strides) {
        int offset = 0;
        for (int axis = 0; axis < place.length; axis++) {
            int position = axes.get(axis).position(place[axis], taps[axis]);
            if (position < 0) {
                return -1;
            }
            offset += position * strides[axis];
        }
        return offset;
    }

    /** Indices in the input, of one channel, of all taps at one place that lie inside. */
    int[] inside(int[] place) {
        int[] offsets = {0};
        for (int axis = 0; axis < place.length; axis++) {
            WindowAxis walk = axes.get(axis);
            int first = walk.firstTap(place[axis]);
            int count = Math.max(0, walk.endTap(place[axis]) - first);
            int[] next = new int[offsets.length * count];
            for (int i = 0; i < next.length; i++) {
                next[i] = offsets[i / count] * walk.extent() + walk.position(place[axis], first + i % count);
            }
            offsets = next;
        }
        return offsets;
    }

    /** Taps at one place that lie in the input or its padding. */
    double paddedTaps(int[] place) {
        double taps = 1;
        for (int axis = 0; axis < place.length; axis++) {
            taps *= axes.get(axis).paddedTaps(place[axis]);
        }
        return taps;
    }

    /** The indices of a row-major element. */
    static int[] indices(int element, Extents extents) {
        int[] indices = new int[extents.rank()];
        int rest = element;
        for (int axis = extents.rank() - 1; axis >= 0; axis--) {
            indices[axis] = rest % extents.get(axis);
            rest /= extents.get(axis);
        }
        return indices;
    }

    /** Moves indices to the next element. */
    static void advance(int[] indices, Extents extents) {
        for (int axis = indices.length - 1; axis >= 0; axis--) {
            if (++indices[axis] < extents.get(axis)) {
                return;
            }
            indices[axis] = 0;
        }
    }
}
