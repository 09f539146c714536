package systole.runtime.reference;

import systole.graph.Shape;
import systole.graph.Window;
import systole.runtime.reference.IntegerMatrixProduct.Block;

/**
 * What a convolution multiplies its weights with, as a matrix that is never made whole: a row for each (input channel, kernel row,
 * kernel column), a column for each output pixel. Elements are inputs less their zero point, so that padding is 0.
 */
final class Patches {
    private static final Window PIXEL = Window.square(1, 1, 0);

    private final Window window;
    private final int paddedHeight;
    private final int paddedWidth;
    private final float[] padded;
    private final int outputWidth;
    private final int pixels;

    /**
     * @param input the whole map, of all groups
     * @param values int8 (channel, y, x)
     */
    Patches(Window window, Shape input, int zeroPoint, byte[] values) {
        this.window = window;
        // Where windows are single pixels side by side, the map is one long row. Extents and not a Shape that is either a new one or
        // the input: such a one was null now and then in code that JDK 25.0.3 had compiled.
        boolean pixelByPixel = window.equals(PIXEL);
        int height = pixelByPixel ? 1 : input.height();
        int width = pixelByPixel ? input.height() * input.width() : input.width();
        paddedHeight = height + window.padTop() + window.padBottom();
        paddedWidth = width + window.padLeft() + window.padRight();
        outputWidth = window.outputWidth(width);
        pixels = window.outputHeight(height) * outputWidth;
        padded = pad(input.channels(), height, width, zeroPoint, values);
    }

    private float[] pad(int channels, int height, int width, int zeroPoint, byte[] values) {
        float[] planes = new float[Math.multiplyExact(channels, Math.multiplyExact(paddedHeight, paddedWidth))];
        for (int row = 0; row < channels * height; row++) {
            int paddedRow = row / height * paddedHeight + window.padTop() + row % height;
            convert(values, row * width, zeroPoint, planes, paddedRow * paddedWidth + window.padLeft(), width);
        }
        return planes;
    }

    private static void convert(byte[] values, int from, float zeroPoint, float[] planes, int to, int count) {
        for (int i = 0; i < count; i++) {
            planes[to + i] = values[from + i] - zeroPoint;
        }
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
            public void pack(Block block, float[] panels, int width) {
                int[] taps = new int[block.rows()];
                for (int row = 0; row < taps.length; row++) {
                    taps[row] = tap(firstRow + block.firstRow() + row);
                }
                for (int column = 0; column < block.columns(); column += width) {
                    int count = Math.min(width, block.columns() - column);
                    packPanel(taps, block.firstColumn() + column, count, panels, column * block.rows(), width);
                }
            }
        };
    }

    /** Where the tap of a row lies in the padded map for the first output pixel. */
    private int tap(int row) {
        int kx = row % window.kernelWidth();
        int ky = row / window.kernelWidth() % window.kernelHeight();
        int channel = row / window.kernelWidth() / window.kernelHeight();
        return (channel * paddedHeight + ky * window.dilationY()) * paddedWidth + kx * window.dilationX();
    }

    /** The pixels of a panel lie in runs, each within a row of the output; a run is copied for all taps before the next. */
    private void packPanel(int[] taps, int firstPixel, int count, float[] panels, int to, int width) {
        int y = firstPixel / outputWidth;
        int x = firstPixel % outputWidth;
        for (int done = 0; done < count; y++, x = 0) {
            int run = Math.min(count - done, outputWidth - x);
            int from = y * window.strideY() * paddedWidth + x * window.strideX();
            if (window.strideX() == 1) {
                copyRuns(taps, from, run, panels, to + done, width);
            } else {
                gatherRuns(taps, from, run, panels, to + done, width);
            }
            done += run;
        }
    }

    private void copyRuns(int[] taps, int from, int run, float[] panels, int to, int width) {
        for (int row = 0; row < taps.length; row++) {
            System.arraycopy(padded, taps[row] + from, panels, to + row * width, run);
        }
    }

    private void gatherRuns(int[] taps, int from, int run, float[] panels, int to, int width) {
        int stride = window.strideX();
        for (int row = 0; row < taps.length; row++) {
            for (int i = 0; i < run; i++) {
                panels[to + row * width + i] = padded[taps[row] + from + i * stride];
            }
        }
    }
}
