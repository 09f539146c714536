package systole.runtime.reference;

import java.util.Arrays;
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

    /** What a window's values become: loops of their own, in which the JIT compiler sees the operation. */
    private interface Reduction {
        /** What a window without taps gives. */
        int identity();

        /** A row of the map, from {@code from} on, into what the rows above became. */
        void addRow(byte[] values, int from, int[] columns);

        /** Every {@code stride}-th column, from {@code from} on, into {@code count} results, from {@code to} on. */
        void addColumns(int[] columns, int from, int stride, int count, int[] reduced, int to);
    }

    private record Maximum() implements Reduction {
        @Override
        public int identity() {
            return Byte.MIN_VALUE;
        }

        @Override
        public void addRow(byte[] values, int from, int[] columns) {
            for (int x = 0; x < columns.length; x++) {
                columns[x] = Math.max(columns[x], values[from + x]);
            }
        }

        @Override
        public void addColumns(int[] columns, int from, int stride, int count, int[] reduced, int to) {
            for (int x = 0; x < count; x++) {
                reduced[to + x] = Math.max(reduced[to + x], columns[from + x * stride]);
            }
        }
    }

    private record Sum(int zeroPoint) implements Reduction {
        @Override
        public int identity() {
            return 0;
        }

        @Override
        public void addRow(byte[] values, int from, int[] columns) {
            for (int x = 0; x < columns.length; x++) {
                columns[x] += values[from + x] - zeroPoint;
            }
        }

        @Override
        public void addColumns(int[] columns, int from, int stride, int count, int[] reduced, int to) {
            for (int x = 0; x < count; x++) {
                reduced[to + x] += columns[from + x * stride];
            }
        }
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
        return new PoolLoops(pool.window(), input, new Maximum()).run(values, output, (channel, maxima, results, at) -> {
            for (int x = 0; x < maxima.length; x++) {
                results[at + x] = (byte) maxima[x];
            }
        });
    }

    /** A tap in the padding is the zero point, so it adds 0. */
    static byte[] average(AveragePool pool, Shape input, int zeroPoint, byte[] values, Shape output) {
        return new PoolLoops(pool.window(), input, new Sum(zeroPoint)).run(values, output, (channel, sums, results, at) ->
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
        Arrays.fill(columns, reduction.identity());
        for (int ky = 0; ky < window.kernelHeight(); ky++) {
            int iy = y * window.strideY() - window.padTop() + ky * window.dilationY();
            if (iy >= 0 && iy < input.height()) {
                reduction.addRow(values, (firstRow + iy) * input.width(), columns);
            }
        }
    }

    private void reduceRow(int[] reduced) {
        Arrays.fill(reduced, reduction.identity());
        for (int kx = 0; kx < window.kernelWidth(); kx++) {
            int offset = kx * window.dilationX() - window.padLeft();
            int first = Math.ceilDiv(Math.max(0, -offset), window.strideX());
            int end = Math.min(reduced.length, Math.ceilDiv(columns.length - offset, window.strideX()));
            reduction.addColumns(columns, first * window.strideX() + offset, window.strideX(), end - first, reduced, first);
        }
    }
}
