package systole.cli;

import java.util.Arrays;
import java.util.Locale;

/**
 * How often each int8 value occurs in a tensor.
 *
 * @param tensor its name
 * @param counts of -128 to 127
 */
record ValueHistogram(String tensor, long[] counts) {
    private static final int BINS = 32;
    private static final String LEVELS = " \u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";

    static ValueHistogram of(String tensor, byte[] values) {
        long[] counts = new long[256];
        for (byte value : values) {
            counts[value - Byte.MIN_VALUE]++;
        }
        return new ValueHistogram(tensor, counts);
    }

    private double share(int value) {
        return (double) counts[value - Byte.MIN_VALUE] / Arrays.stream(counts).sum();
    }

    /** Share of -128, where a ReLU's zeros are. */
    double lowest() {
        return share(Byte.MIN_VALUE);
    }

    /** Share of 127. */
    double highest() {
        return share(Byte.MAX_VALUE);
    }

    /** How many values occur. */
    long distinct() {
        return Arrays.stream(counts).filter(count -> count > 0).count();
    }

    /** In bits, at most 8. */
    double entropy() {
        double total = Arrays.stream(counts).sum();
        return Arrays.stream(counts).filter(count -> count > 0).mapToDouble(count -> -count / total * Math.log(count / total) / Math.log(2)).sum();
    }

    /** A line with a bar for every eight values, tall as the root of their share. */
    @Override
    public String toString() {
        double total = Arrays.stream(counts).sum();
        StringBuilder bars = new StringBuilder();
        for (int bin = 0; bin < BINS; bin++) {
            int width = counts.length / BINS;
            double share = Arrays.stream(counts, bin * width, (bin + 1) * width).sum() / total;
            bars.append(LEVELS.charAt((int) Math.ceil(Math.sqrt(share) * (LEVELS.length() - 1))));
        }
        return String.format(Locale.ROOT, "%-24s |%s| %3d values, %.1f bits, lowest %4.1f %%, highest %4.2f %%",
                tensor, bars, distinct(), entropy(), 100 * lowest(), 100 * highest());
    }
}
