package systole.runtime.reference;

import java.util.List;
import systole.graph.Shape;
import systole.quant.Interval;
import systole.quant.QuantisedOperator.AreaAveragePool;
import systole.quant.QuantisedOperator.AreaMaxPool;

/** Pooling of one image over areas that differ from output to output. */
final class AreaPoolLoops {
    private AreaPoolLoops() {
    }

    static byte[] maximum(AreaMaxPool pool, Shape input, byte[] values) {
        return pool(input, pool.rows(), pool.columns(), (plane, pixel, rows, columns) -> {
            byte maximum = Byte.MIN_VALUE;
            for (int y = rows.first(); y < rows.end(); y += rows.step()) {
                for (int x = columns.first(); x < columns.end(); x += columns.step()) {
                    maximum = (byte) Math.max(maximum, values[plane + y * input.width() + x]);
                }
            }
            return maximum;
        });
    }

    static byte[] average(AreaAveragePool pool, Shape input, int zeroPoint, byte[] values) {
        return pool(input, pool.rows(), pool.columns(), (plane, pixel, rows, columns) -> {
            int sum = 0;
            for (int y = rows.first(); y < rows.end(); y += rows.step()) {
                for (int x = columns.first(); x < columns.end(); x += columns.step()) {
                    sum += values[plane + y * input.width() + x] - zeroPoint;
                }
            }
            return pool.requantisation().apply(pixel, sum);
        });
    }

    private interface Reduction {
        byte reduce(int plane, int pixel, Interval rows, Interval columns);
    }

    private static byte[] pool(Shape input, List<Interval> rows, List<Interval> columns, Reduction reduction) {
        int pixels = rows.size() * columns.size();
        byte[] results = new byte[input.channels() * pixels];
        for (int i = 0; i < results.length; i++) {
            int plane = i / pixels * input.height() * input.width();
            int pixel = i % pixels;
            results[i] = reduction.reduce(plane, pixel, rows.get(pixel / columns.size()), columns.get(pixel % columns.size()));
        }
        return results;
    }
}
