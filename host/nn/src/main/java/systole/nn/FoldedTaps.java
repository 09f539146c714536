package systole.nn;

import systole.graph.Shape;
import systole.graph.Window;

/**
 * Taps of a convolution of few channels, as of pictures, read from a copy of the plain map: a block holds the channels of all phases, which are the
 * remainders of a pixel's coordinates by the strides. So blocks are filled better, and strides are gone. Padding stays 0 in the copy.
 */
final class FoldedTaps implements TapSource {
    private final Window window;
    private final Shape input;
    private final float[] plain;
    private final BlockedMap folded;
    private final float[] values;
    private final int[] offsets;

    FoldedTaps(Window window, Shape input, float[] plain, Shape output) {
        this.window = window;
        this.input = input;
        this.plain = plain;
        folded = new BlockedMap(phases(window) * input.channels(), output.height() + (window.spanHeight() - 1) / window.strideY(),
                output.width() + (window.spanWidth() - 1) / window.strideX(), 0);
        values = new float[folded.size()];
        offsets = TapSource.offsets(window, input.channels(), this::place);
    }

    /** Whether all phases of so many channels fit a block. */
    static boolean fit(Window window, int channels) {
        return (long) channels * window.strideY() * window.strideX() <= BlockedMap.BLOCK;
    }

    @Override
    public float[] values() {
        return values;
    }

    @Override
    public int[] offsets() {
        return offsets;
    }

    @Override
    public int at(int group, int y, int x) {
        return folded.at(0, y, x);
    }

    @Override
    public void prepare(Workers workers) {
        workers.forRanges(folded.height(), folded.rowStride(), (from, to) -> {
            for (int row = from; row < to; row++) {
                for (int phase = 0; phase < phases(window); phase++) {
                    copy(row, phase);
                }
            }
        });
    }

    private void copy(int row, int phase) {
        int y = row * window.strideY() + phase / window.strideX() - window.padTop();
        if (y < 0 || y >= input.height()) {
            return;
        }
        int step = window.strideX();
        int left = phase % step - window.padLeft();
        int first = Math.max(0, Math.ceilDiv(-left, step));
        int end = Math.min(folded.width(), Math.floorDiv(input.width() - 1 - left, step) + 1);
        for (int channel = 0; channel < input.channels(); channel++) {
            int from = (channel * input.height() + y) * input.width() + left;
            int to = folded.at(0, row, 0) + phase * input.channels() + channel;
            for (int x = first; x < end; x++) {
                values[to + x * BlockedMap.BLOCK] = plain[from + x * step];
            }
        }
    }

    private int place(int block, int kernelRow, int kernelColumn) {
        int y = kernelRow * window.dilationY();
        int x = kernelColumn * window.dilationX();
        int phase = y % window.strideY() * window.strideX() + x % window.strideX();
        return folded.at(block, y / window.strideY(), x / window.strideX()) + phase * input.channels();
    }

    private static int phases(Window window) {
        return window.strideY() * window.strideX();
    }
}
