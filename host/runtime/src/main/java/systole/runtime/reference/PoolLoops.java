package systole.runtime.reference;

import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.QuantisedOperator.AveragePool;
import systole.quant.QuantisedOperator.MaxPool;

/** Pooling of one image; taps in the padding are left out of both the maximum and the sum. */
final class PoolLoops {
    private PoolLoops() {
    }

    static byte[] maximum(MaxPool pool, Shape input, byte[] values, Shape output) {
        return pool(pool.window(), input, output, (channel, taps) -> {
            byte maximum = Byte.MIN_VALUE;
            for (int y = taps.top; y < taps.bottom; y += taps.stepY) {
                for (int x = taps.left; x < taps.right; x += taps.stepX) {
                    maximum = (byte) Math.max(maximum, values[taps.plane + y * input.width() + x]);
                }
            }
            return maximum;
        });
    }

    /** A tap in the padding is the zero point, so it adds 0. */
    static byte[] average(AveragePool pool, Shape input, int zeroPoint, byte[] values, Shape output) {
        return pool(pool.window(), input, output, (channel, taps) -> {
            int sum = 0;
            for (int y = taps.top; y < taps.bottom; y += taps.stepY) {
                for (int x = taps.left; x < taps.right; x += taps.stepX) {
                    sum += values[taps.plane + y * input.width() + x] - zeroPoint;
                }
            }
            return pool.requantisation().apply(channel, sum);
        });
    }

    private interface Reduction {
        byte reduce(int channel, Taps taps);
    }

    /** The taps of one output that lie in the image: rows top to below bottom, columns left to below right. */
    private record Taps(int plane, int top, int bottom, int stepY, int left, int right, int stepX) {
    }

    private static byte[] pool(Window window, Shape input, Shape output, Reduction reduction) {
        byte[] results = new byte[output.size()];
        int next = 0;
        for (int channel = 0; channel < output.channels(); channel++) {
            for (int y = 0; y < output.height(); y++) {
                for (int x = 0; x < output.width(); x++) {
                    results[next++] = reduction.reduce(channel, taps(window, input, channel, y, x));
                }
            }
        }
        return results;
    }

    private static Taps taps(Window window, Shape input, int channel, int y, int x) {
        int top = y * window.strideY() - window.padTop();
        int left = x * window.strideX() - window.padLeft();
        return new Taps(channel * input.height() * input.width(),
                inside(top, window.dilationY()), Math.min(input.height(), top + window.spanHeight()), window.dilationY(),
                inside(left, window.dilationX()), Math.min(input.width(), left + window.spanWidth()), window.dilationX());
    }

    /** The first tap from that position on which is not in the padding before the image. */
    private static int inside(int position, int step) {
        return position >= 0 ? position : Math.floorMod(position, step);
    }
}
