package systole.nn;

import java.util.Arrays;
import java.util.stream.IntStream;
import systole.graph.Shape;
import systole.graph.Window;

/**
 * How some rows of a map are copied, with their padding, so that each tap of a window reads one run for all of them and no column of any matrix
 * need be gathered. Where the window strides, pixels are sorted by their phase, the remainder of their coordinates by the strides: the pixels
 * that a tap reads for neighbouring outputs then are neighbours. An output row takes a few columns more than the output has, which belong to
 * nothing.
 */
final class Band {
    private final Window window;
    private final Shape input;
    private final Shape output;
    private final int channels;
    private final int rows;
    private final int[] phasesY;
    private final int[] phasesX;
    private final int planeHeight;
    private final int planeWidth;
    private final int[] taps;

    /**
     * @param channels of the map that are read
     * @param rows of the output
     */
    Band(Window window, int channels, Shape input, Shape output, int rows) {
        this.window = window;
        this.input = input;
        this.output = output;
        this.channels = channels;
        this.rows = rows;
        phasesY = phases(window.kernelHeight(), window.dilationY(), window.strideY());
        phasesX = phases(window.kernelWidth(), window.dilationX(), window.strideX());
        planeHeight = rows + (window.spanHeight() - 1) / window.strideY();
        planeWidth = output.width() + (window.spanWidth() - 1) / window.strideX();
        taps = IntStream.range(0, channels * window.kernelHeight() * window.kernelWidth()).map(this::tap).toArray();
    }

    /** Rows that keep a copy below so many elements: at least 1, at most the output's. */
    static int rowsWithin(int elements, Window window, int channels, Shape output) {
        int rowSize = channels * window.strideY() * window.strideX() * (output.width() + window.spanWidth());
        return Math.clamp(elements / rowSize - window.spanHeight(), 1, output.height());
    }

    int rows() {
        return rows;
    }

    /** Elements from one output row to the next. */
    int rowStride() {
        return planeWidth;
    }

    /** Where each tap's run begins in a copy. */
    int[] taps() {
        return taps;
    }

    /**
     * A copy for the output rows from {@code row}, of a map that begins at an offset; behind it there is room for runs that end in a vector's
     * middle.
     */
    float[] copy(float[] map, int offset, int row, int slack) {
        float[] copy = new float[channels * phasesY.length * phasesX.length * planeHeight * planeWidth + slack];
        int to = 0;
        for (int channel = 0; channel < channels; channel++) {
            for (int phaseY : phasesY) {
                for (int phaseX : phasesX) {
                    copyPlane(map, offset + channel * input.height() * input.width(), row * window.strideY() + phaseY - window.padTop(),
                            phaseX - window.padLeft(), copy, to);
                    to += planeHeight * planeWidth;
                }
            }
        }
        return copy;
    }

    private void copyPlane(float[] map, int plane, int top, int left, float[] copy, int to) {
        int step = window.strideX();
        int first = Math.max(0, Math.ceilDiv(-left, step));
        int end = Math.min(planeWidth, Math.floorDiv(input.width() - 1 - left, step) + 1);
        for (int q = 0; q < planeHeight; q++) {
            int y = top + q * window.strideY();
            if (y >= 0 && y < input.height() && first < end) {
                copyRun(map, plane + y * input.width() + left + first * step, step, copy, to + q * planeWidth + first, end - first);
            }
        }
    }

    private static void copyRun(float[] map, int from, int step, float[] copy, int to, int count) {
        if (step == 1) {
            System.arraycopy(map, from, copy, to, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            copy[to + i] = map[from + i * step];
        }
    }

    private int tap(int index) {
        int x = index % window.kernelWidth() * window.dilationX();
        int y = index / window.kernelWidth() % window.kernelHeight() * window.dilationY();
        int channel = index / window.kernelWidth() / window.kernelHeight();
        int plane = (channel * phasesY.length + Arrays.binarySearch(phasesY, y % window.strideY())) * phasesX.length
                + Arrays.binarySearch(phasesX, x % window.strideX());
        return (plane * planeHeight + y / window.strideY()) * planeWidth + x / window.strideX();
    }

    private static int[] phases(int kernel, int dilation, int stride) {
        return IntStream.range(0, kernel).map(k -> k * dilation % stride).distinct().sorted().toArray();
    }
}
