package systole.graph;

/**
 * How a convolution's or a pool's kernel walks over a map.
 *
 * @param kernelHeight rows of the kernel, at least 1
 * @param kernelWidth columns of the kernel, at least 1
 * @param strideY rows from output row to output row, at least 1
 * @param strideX columns from output column to output column, at least 1
 * @param padTop rows of padding above; likewise left, bottom, right; each at least 0
 * @param dilationY rows from kernel row to kernel row, at least 1
 * @param dilationX columns from kernel column to kernel column, at least 1
 */
public record Window(
        int kernelHeight, int kernelWidth, int strideY, int strideX,
        int padTop, int padLeft, int padBottom, int padRight, int dilationY, int dilationX) {
    /** Nothing is as large; below it no count of places, nor a loop over paddings, gets out of hand. */
    private static final int LIMIT = 1 << 20;

    /** Throws {@link IllegalArgumentException} for what is out of range, and for spans, strides and paddings beyond 2^20. */
    public Window {
        if (Math.min(Math.min(kernelHeight, kernelWidth), Math.min(strideY, strideX)) < 1
                || Math.min(dilationY, dilationX) < 1) {
            throw new IllegalArgumentException("a window's kernel, stride and dilation must be at least 1: "
                    + text(kernelHeight, kernelWidth, strideY, strideX, dilationY, dilationX));
        }
        if (Math.min(Math.min(padTop, padLeft), Math.min(padBottom, padRight)) < 0) {
            throw new IllegalArgumentException("a window's padding must be at least 0: %d %d %d %d"
                    .formatted(padTop, padLeft, padBottom, padRight));
        }
        long span = Math.max((kernelHeight - 1L) * dilationY, (kernelWidth - 1L) * dilationX) + 1;
        long padding = Math.max(Math.max(padTop, padLeft), Math.max(padBottom, padRight));
        if (Math.max(Math.max(span, padding), Math.max(strideY, strideX)) > LIMIT) {
            throw new IllegalArgumentException("a window's span, stride and padding must be at most %d: %s, padding %d %d %d %d".formatted(LIMIT,
                    text(kernelHeight, kernelWidth, strideY, strideX, dilationY, dilationX), padTop, padLeft, padBottom, padRight));
        }
    }

    /** A square kernel with one stride and one padding on all sides. */
    public static Window square(int kernel, int stride, int padding) {
        return new Window(kernel, kernel, stride, stride, padding, padding, padding, padding, 1, 1);
    }

    /** A square kernel without padding: VALID. */
    public static Window valid(int kernel, int stride) {
        return square(kernel, stride, 0);
    }

    /**
     * A square kernel with as much padding as gives ceil(N / stride) places: SAME.
     *
     * @param input map that it walks over
     */
    public static Window same(int kernel, int stride, Shape input) {
        return valid(kernel, stride).paddedSame(input);
    }

    /** The same window with its kernel's rows and columns so far apart. */
    public Window dilated(int dilation) {
        return new Window(kernelHeight, kernelWidth, strideY, strideX, padTop, padLeft, padBottom, padRight, dilation, dilation);
    }

    /**
     * The same window with as much padding as gives ceil(N / stride) places: SAME, as ONNX's SAME_UPPER and TensorFlow have it; where the padding is
     * odd there is more of it below and on the right.
     *
     * @param input map that it walks over
     */
    public Window paddedSame(Shape input) {
        int rows = missing(spanHeight(), strideY, input.height());
        int columns = missing(spanWidth(), strideX, input.width());
        return new Window(kernelHeight, kernelWidth, strideY, strideX, rows / 2, columns / 2, rows - rows / 2, columns - columns / 2, dilationY, dilationX);
    }

    private static int missing(int span, int stride, int extent) {
        return Math.max(0, (Math.ceilDiv(extent, stride) - 1) * stride + span - extent);
    }

    /** Rows that the dilated kernel spans: k + (k-1)(d-1). */
    public int spanHeight() {
        return kernelHeight + (kernelHeight - 1) * (dilationY - 1);
    }

    /** Columns that the dilated kernel spans. */
    public int spanWidth() {
        return kernelWidth + (kernelWidth - 1) * (dilationX - 1);
    }

    /** Output rows over that many input rows: floor((H + padding - span)/stride) + 1; less than 1 where the kernel does not fit. */
    public int outputHeight(int height) {
        return Math.floorDiv(height + padTop + padBottom - spanHeight(), strideY) + 1;
    }

    /** Output columns over that many input columns. */
    public int outputWidth(int width) {
        return Math.floorDiv(width + padLeft + padRight - spanWidth(), strideX) + 1;
    }

    /** The output map's shape with that many channels; throws {@link ShapeException} where the kernel does not fit. */
    public Shape output(Shape input, int channels) {
        if (!input.isMap() || outputHeight(input.height()) < 1 || outputWidth(input.width()) < 1) {
            throw new ShapeException("a window of " + this + " does not fit an input of " + input);
        }
        return Shape.map(channels, outputHeight(input.height()), outputWidth(input.width()));
    }

    /** {@code 3x3 stride 2x2 pad 1,1,1,1}. */
    @Override
    public String toString() {
        return text(kernelHeight, kernelWidth, strideY, strideX, dilationY, dilationX)
                + " pad %d,%d,%d,%d".formatted(padTop, padLeft, padBottom, padRight);
    }

    private static String text(int kernelHeight, int kernelWidth, int strideY, int strideX, int dilationY, int dilationX) {
        return "%dx%d stride %dx%d dilation %dx%d".formatted(kernelHeight, kernelWidth, strideY, strideX, dilationY, dilationX);
    }
}
