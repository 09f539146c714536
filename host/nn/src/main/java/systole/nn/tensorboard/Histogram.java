package systole.nn.tensorboard;

import java.util.Arrays;

/**
 * How values are spread.
 *
 * @param sum of the values
 * @param squares sum of their squares
 * @param limits upper ends of equally wide buckets from the smallest value on
 * @param counts values in each bucket
 */
record Histogram(double smallest, double largest, double sum, double squares, double[] limits, double[] counts) {
    private static final int BUCKETS = 30;

    /** Of numbers that are finite; the others are left out. */
    static Histogram of(float[] values) {
        double smallest = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            if (Float.isFinite(value)) {
                smallest = Math.min(smallest, value);
                largest = Math.max(largest, value);
                sum += value;
                squares += (double) value * value;
            }
        }
        if (smallest > largest) {
            return new Histogram(0, 0, 0, 0, new double[] {0}, new double[] {0});
        }
        double[] limits = new double[BUCKETS];
        double width = (largest - smallest) / BUCKETS;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            limits[bucket] = bucket == BUCKETS - 1 ? largest : smallest + (bucket + 1) * width;
        }
        return new Histogram(smallest, largest, sum, squares, limits, counts(values, smallest, width));
    }

    private static double[] counts(float[] values, double smallest, double width) {
        double[] counts = new double[BUCKETS];
        for (float value : values) {
            if (Float.isFinite(value)) {
                // A value on a limit belongs below it.
                int bucket = width == 0 ? BUCKETS - 1 : (int) Math.ceil((value - smallest) / width) - 1;
                counts[Math.clamp(bucket, 0, BUCKETS - 1)]++;
            }
        }
        return counts;
    }

    /** TensorFlow's HistogramProto. */
    ProtoMessage message() {
        return new ProtoMessage().real(1, smallest).real(2, largest).real(3, Arrays.stream(counts).sum()).real(4, sum).real(5, squares)
                .reals(6, limits).reals(7, counts);
    }
}
