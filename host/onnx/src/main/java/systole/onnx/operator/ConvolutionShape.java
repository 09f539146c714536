package systole.onnx.operator;

import java.util.Arrays;
import systole.onnx.OnnxException;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorBuilder;

/**
 * What a convolution of any number of spatial axes reads and makes.
 *
 * @param images of the batch
 * @param groups of channels
 * @param inputs channels of a group in the input
 * @param outputs channels of a group in the output
 */
record ConvolutionShape(int images, int groups, int inputs, int outputs, Windows windows) {
    /** Columns that are made at once take so many elements. */
    private static final int COPIED = 1 << 18;

    /** That of an input (images, channels, ...) and weights (output channels, channels / groups, ...); throws {@link OnnxException} where they do not fit. */
    static ConvolutionShape of(Call call, Tensor x, Tensor w) {
        Extents input = x.extents();
        Extents weights = w.extents();
        long groups = call.node().integer("group", 1);
        if (input.rank() < 3 || weights.rank() != input.rank() || groups < 1 || input.get(1) != groups * weights.get(1)
                || weights.get(0) % groups != 0) {
            throw new OnnxException("weights of %s in %d groups do not fit an input of %s".formatted(weights, groups, input));
        }
        int[] kernel = spatial(weights);
        if (call.node().has("kernel_shape") && !Arrays.equals(kernel, Windows.kernel(call.node(), kernel.length)) || Arrays.stream(kernel).anyMatch(k -> k < 1)) {
            throw new OnnxException("weights of %s do not have the kernel_shape".formatted(weights));
        }
        return new ConvolutionShape(input.get(0), (int) groups, weights.get(1), weights.get(0) / (int) groups,
                Windows.of(call.node(), spatial(input), kernel));
    }

    static int[] spatial(Extents extents) {
        return Arrays.copyOfRange(extents.toArray(), 2, extents.rank());
    }

    /** Extents of the result. */
    Extents output() {
        return map(groups * outputs, windows.output());
    }

    /** (images, channels, ...). */
    Extents map(int channels, Extents spatial) {
        int[] extents = new int[spatial.rank() + 2];
        extents[0] = images;
        extents[1] = channels;
        System.arraycopy(spatial.toArray(), 0, extents, 2, spatial.rank());
        return Extents.of(extents);
    }

    /** Weights of an output channel, which is the height of the matrix of columns. */
    int depth() {
        return Extents.of(new long[] {inputs, windows.taps()}).size();
    }

    /** Places whose columns are made at once. */
    int band() {
        return Math.clamp(COPIED / Math.max(1, depth()), 1, Math.max(1, windows.output().size()));
    }

    /** A matrix of a band's columns; throws {@link OnnxException} where it would take too much memory. */
    Tensor columns(DataType type) {
        return new TensorBuilder(type, Extents.of(depth(), band())).build();
    }

    /** A part of the work. */
    @FunctionalInterface
    interface Band {
        /**
         * One image's group, from a place on.
         *
         * @param piece image * groups + group
         * @param offsets for each tap {@code count} indices in one channel of the input; -1 for outside
         */
        void run(int piece, int place, int count, int[] offsets);
    }

    /** All bands of all groups of all images. */
    void forEachBand(Band band) {
        int places = windows.output().size();
        int[] offsets = new TensorBuilder(DataType.INT32, Extents.of(windows.taps(), band())).build().ints();
        for (int place = 0; place < places; place += band()) {
            int count = Math.min(band(), places - place);
            for (int tap = 0; tap < windows.taps(); tap++) {
                windows.offsets(tap, place, count, offsets, tap * count);
            }
            for (int piece = 0; piece < images * groups; piece++) {
                band.run(piece, place, count, offsets);
            }
        }
    }

    /** Index of the bias and of a piece's first output channel. */
    int channel(int piece) {
        return piece % groups * outputs;
    }
}
