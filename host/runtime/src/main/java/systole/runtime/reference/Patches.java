package systole.runtime.reference;

import java.util.Arrays;
import systole.graph.Shape;
import systole.graph.Window;
import systole.runtime.reference.IntegerMatrixProduct.Block;

/**
 * What a convolution multiplies its weights with, as a matrix that is never made whole: a row for each (input channel, kernel row,
 * kernel column), a column for each output pixel. Elements are inputs less their zero point, so that padding is 0.
 *
 * <p>It is read from a padded copy of the map, in whose rows the pixels that one tap meets lie side by side: first all whose column the
 * stride divides, then those with a remainder of 1, and so on.
 */
final class Patches {
    private static final Window PIXEL = Window.square(1, 1, 0);

    private final Window window;
    private final int zeroPoint;
    private final int height;
    private final int width;
    private final int paddedHeight;
    private final int phaseWidth;
    private final int outputWidth;
    private final int pixels;
    private final byte[] padded;

    /**
     * @param input the whole map, of all groups
     * @param values int8 (channel, y, x)
     */
    Patches(Window window, Shape input, int zeroPoint, byte[] values, Workspace workspace) {
        this.window = window;
        this.zeroPoint = zeroPoint;
        // Where windows are single pixels side by side, the map is one long row. Extents and not a Shape that is either a new one or
        // the input: such a one was null now and then in code that JDK 25.0.3 had compiled.
        boolean pixelByPixel = window.equals(PIXEL);
        height = pixelByPixel ? 1 : input.height();
        width = pixelByPixel ? input.height() * input.width() : input.width();
        paddedHeight = height + window.padTop() + window.padBottom();
        phaseWidth = Math.ceilDiv(width + window.padLeft() + window.padRight(), window.strideX());
        outputWidth = window.outputWidth(width);
        pixels = window.outputHeight(height) * outputWidth;
        int size = Math.multiplyExact(input.channels(), Math.multiplyExact(paddedHeight, rowPitch()));
        padded = workspace.map(Math.addExact(size, Conversions.SPILL));
        Arrays.fill(padded, 0, size, (byte) zeroPoint);
        for (int row = 0; row < input.channels() * height; row++) {
            int paddedRow = row / height * paddedHeight + window.padTop() + row % height;
            pad(values, row * width, paddedRow * rowPitch());
        }
    }

    private int rowPitch() {
        return window.strideX() * phaseWidth;
    }

    private void pad(byte[] values, int from, int to) {
        if (window.strideX() == 1) {
            System.arraycopy(values, from, padded, to + window.padLeft(), width);
        } else {
            for (int x = 0; x < width; x++) {
                padded[to + column(x + window.padLeft())] = values[from + x];
            }
        }
    }

    /** Where a column lies in a padded row. */
    private int column(int x) {
        return x % window.strideX() * phaseWidth + x / window.strideX();
    }

    /** The rows from that input channel on. */
    IntegerMatrixProduct.Right from(int channel) {
        int firstRow = channel * window.kernelHeight() * window.kernelWidth();
        return new IntegerMatrixProduct.Right() {
            @Override
            public int columns() {
                return pixels;
            }

            @Override
            public void pack(Block block, float[] panels, int panelWidth) {
                int[] taps = new int[block.rows()];
                for (int row = 0; row < taps.length; row++) {
                    taps[row] = tap(firstRow + block.firstRow() + row);
                }
                for (int column = 0; column < block.columns(); column += panelWidth) {
                    Runs runs = runs(block.firstColumn() + column, Math.min(panelWidth, block.columns() - column));
                    packPanel(taps, runs, panels, column * block.rows(), panelWidth);
                }
            }
        };
    }

    /** Where the tap of a row lies in the padded map for the first output pixel. */
    private int tap(int row) {
        int kx = row % window.kernelWidth();
        int ky = row / window.kernelWidth() % window.kernelHeight();
        int channel = row / window.kernelWidth() / window.kernelHeight();
        return (channel * paddedHeight + ky * window.dilationY()) * rowPitch() + column(kx * window.dilationX());
    }

    /**
     * The pixels of a panel lie in runs, each within a row of the output.
     *
     * @param from where each begins, from a tap on
     * @param lengths of each, one behind the other
     */
    private record Runs(int[] from, int[] lengths) {
    }

    private Runs runs(int firstPixel, int count) {
        int y = firstPixel / outputWidth;
        int x = firstPixel % outputWidth;
        int runs = Math.ceilDiv(x + count, outputWidth);
        int[] from = new int[runs];
        int[] lengths = new int[runs];
        for (int run = 0, left = count; run < runs; run++, x = 0) {
            from[run] = (y + run) * window.strideY() * rowPitch() + x;
            lengths[run] = Math.min(left, outputWidth - x);
            left -= lengths[run];
        }
        return new Runs(from, lengths);
    }

    /** Front to back, since each run spills over what comes next. */
    private void packPanel(int[] taps, Runs runs, float[] panels, int to, int panelWidth) {
        for (int row = 0; row < taps.length; row++) {
            int at = to + row * panelWidth;
            for (int run = 0; run < runs.from.length; run++) {
                Conversions.FASTEST.toFloats(padded, taps[row] + runs.from[run], runs.lengths[run], zeroPoint, panels, at);
                at += runs.lengths[run];
            }
        }
    }
}
