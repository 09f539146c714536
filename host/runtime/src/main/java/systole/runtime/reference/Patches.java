package systole.runtime.reference;

import java.util.Arrays;
import systole.graph.Shape;
import systole.graph.Window;

/**
 * What a convolution multiplies its weights with, as a matrix that is never made whole: a row for each (input channel, kernel row,
 * kernel column), a column for each output pixel. Elements are inputs less their zero point, so that padding is 0.
 *
 * <p>It is read from a padded copy of the map. With strides of s by t, each channel lies there as s times t planes: rows and columns that leave the
 * same remainders when divided by the strides. What one tap meets is then a part of one plane, whatever the strides are, and element (row, column)
 * of the matrix lies at {@code taps[row] + pixels[column]}.
 */
final class Patches {
    private final Window window;
    private final Shape input;
    private final int zeroPoint;
    private final int planeHeight;
    private final int planeWidth;
    private final boolean[] metRows;
    private final boolean[] metColumns;
    private final int[] taps;
    private final int[] pixels;

    /**
     * The layout for maps of one shape.
     *
     * @param input the whole map, of all groups
     * @param groupChannels input channels of a group
     * @param spare columns that a panel may have beyond the last one
     */
    Patches(Window window, Shape input, int zeroPoint, int groupChannels, int spare) {
        this.window = window;
        this.input = input;
        this.zeroPoint = zeroPoint;
        planeHeight = Math.ceilDiv(input.height() + window.padTop() + window.padBottom(), window.strideY());
        planeWidth = Math.ceilDiv(input.width() + window.padLeft() + window.padRight(), window.strideX());
        int outputWidth = window.outputWidth(input.width());
        int columns = window.outputHeight(input.height()) * outputWidth;
        metRows = met(window.kernelHeight(), window.dilationY(), window.strideY());
        metColumns = met(window.kernelWidth(), window.dilationX(), window.strideX());
        taps = new int[groupChannels * window.kernelHeight() * window.kernelWidth()];
        Arrays.setAll(taps, this::tap);
        pixels = new int[columns + spare];
        Arrays.setAll(pixels, i -> Math.min(i, columns - 1) / outputWidth * planeWidth + Math.min(i, columns - 1) % outputWidth);
    }

    /** Which remainders the rows or columns of a kernel leave. */
    private static boolean[] met(int kernel, int dilation, int stride) {
        boolean[] met = new boolean[stride];
        for (int k = 0; k < kernel; k++) {
            met[k * dilation % stride] = true;
        }
        return met;
    }

    /** Where the tap of a row lies for the first output pixel. */
    private int tap(int row) {
        int x = row % window.kernelWidth() * window.dilationX();
        int y = row / window.kernelWidth() % window.kernelHeight() * window.dilationY();
        int channel = row / window.kernelWidth() / window.kernelHeight();
        return plane(channel, y % window.strideY(), x % window.strideX()) + y / window.strideY() * planeWidth + x / window.strideX();
    }

    private int plane(int channel, int remainderY, int remainderX) {
        return ((channel * window.strideY() + remainderY) * window.strideX() + remainderX) * planeHeight * planeWidth;
    }

    /**
     * The padded copy, without planes that no tap meets.
     *
     * @param values int8 (channel, y, x)
     */
    byte[] pad(byte[] values, Workspace workspace) {
        int size = Math.multiplyExact(input.channels() * window.strideY() * window.strideX(), Math.multiplyExact(planeHeight, planeWidth));
        byte[] padded = workspace.map(Math.addExact(size, Conversions.SPILL));
        if (window.strideY() * window.strideX() == 1 && size == input.size()) {
            System.arraycopy(values, 0, padded, 0, size);
            return padded;
        }
        Arrays.fill(padded, 0, size, (byte) zeroPoint);
        for (int channel = 0; channel < input.channels(); channel++) {
            for (int y = 0; y < window.strideY(); y++) {
                for (int x = 0; x < window.strideX(); x++) {
                    if (metRows[y] && metColumns[x]) {
                        fillPlane(channel, y, x, values, padded);
                    }
                }
            }
        }
        return padded;
    }

    private void fillPlane(int channel, int remainderY, int remainderX, byte[] values, byte[] padded) {
        int firstRow = Math.ceilDiv(Math.max(0, window.padTop() - remainderY), window.strideY());
        int firstColumn = Math.ceilDiv(Math.max(0, window.padLeft() - remainderX), window.strideX());
        int x = firstColumn * window.strideX() + remainderX - window.padLeft();
        int count = Math.max(0, Math.ceilDiv(input.width() - x, window.strideX()));
        int to = plane(channel, remainderY, remainderX) + firstRow * planeWidth + firstColumn;
        for (int y = firstRow * window.strideY() + remainderY - window.padTop(); y < input.height(); y += window.strideY(), to += planeWidth) {
            copyEvery(window.strideX(), values, (channel * input.height() + y) * input.width() + x, count, padded, to);
        }
    }

    private static void copyEvery(int stride, byte[] values, int from, int count, byte[] padded, int to) {
        if (stride == 1) {
            System.arraycopy(values, from, padded, to, count);
        } else {
            for (int i = 0; i < count; i++) {
                padded[to + i] = values[from + i * stride];
            }
        }
    }

    /** The matrix of the group whose first channel that is. */
    GatheredMatrix matrix(byte[] padded, int firstChannel) {
        return new GatheredMatrix(padded, plane(firstChannel, 0, 0), taps, pixels, zeroPoint);
    }
}
