package systole.runtime.reference;

import java.util.Arrays;
import java.util.function.IntBinaryOperator;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.QuantisedOperator.AveragePool;
import systole.quant.QuantisedOperator.MaxPool;

/**
 * Pooling of one image; taps in the padding are left out of both the maximum and the sum. A window is reduced down its columns
 * first, whole rows of the map at a time, then across them.
 */
final class PoolLoops {
    private final Window window;
    private final Shape input;
    private final Reduction reduction;
    private final int[] columns;

    /**
     * @param identity what a window without taps gives
     * @param zeroPoint what comes off every value first
     */
    private record Reduction(int identity, int zeroPoint, IntBinaryOperator operator) {
    }

    /** Turns a row of reduced windows into results, from {@code at} on. */
    private interface Finish {
        void row(int channel, int[] reduced, byte[] results, int at);
    }

    private PoolLoops(Window window, Shape input, Reduction reduction) {
        this.window = window;
        this.input = input;
        this.reduction = reduction;
        columns = new int[input.width()];
    }

    static byte[] maximum(MaxPool pool, Shape input, byte[] values, Shape output) {
        Reduction maximum = new Reduction(Byte.MIN_VALUE, 0, Math::max);
        return new PoolLoops(pool.window(), input, maximum).run(values, output, (channel, maxima, results, at) -> {
            for (int x = 0; x < maxima.length; x++) {
                results[at + x] = (byte) maxima[x];
            }
        });
    }

    /** A tap in the padding is the zero point, so it adds 0. */
    static byte[] average(AveragePool pool, Shape input, int zeroPoint, byte[] values, Shape output) {
        Reduction sum = new Reduction(0, zeroPoint, Integer::sum);
        return new PoolLoops(pool.window(), input, sum).run(values, output, (channel, sums, results, at) ->
                pool.requantisation().apply(channel, sums, 0, results, at, sums.length));
    }

    private byte[] run(byte[] values, Shape output, Finish finish) {
        byte[] results = new byte[output.size()];
        int[] reduced = new int[output.width()];
        for (int row = 0; row < output.channels() * output.height(); row++) {
            int channel = row / output.height();
            reduceColumns(values, channel * input.height(), row % output.height());
            reduceRow(reduced);
            finish.row(channel, reduced, results, row * output.width());
        }
        return results;
    }

    private void reduceColumns(byte[] values, int firstRow, int y) {
        Arrays.fill(columns, reduction.identity);
        for (int ky = 0; ky < window.kernelHeight(); ky++) {
            int iy = y * window.strideY() - window.padTop() + ky * window.dilationY();
            if (iy >= 0 && iy < input.height()) {
                reduceColumns(values, (firstRow + iy) * input.width());
            }
        }
    }

    private void reduceColumns(byte[] values, int from) {
        for (int x = 0; x < columns.length; x++) {
            columns[x] = reduction.operator.applyAsInt(columns[x], values[from + x] - reduction.zeroPoint);
        }
    }

    private void reduceRow(int[] reduced) {
        Arrays.fill(reduced, reduction.identity);
        for (int x = 0; x < reduced.length; x++) {
            int ix = x * window.strideX() - window.padLeft();
            for (int kx = 0; kx < window.kernelWidth(); kx++, ix += window.dilationX()) {
                if (ix >= 0 && ix < columns.length) {
                    reduced[x] = reduction.operator.applyAsInt(reduced[x], columns[ix]);
                }
            }
        }
    }
}
