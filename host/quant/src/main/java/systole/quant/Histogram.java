package systole.quant;

import java.util.Arrays;

/**
 * How often a tensor took which values: bins of one width to both sides of 0. The width is a power of two that doubles whenever a value lies
 * outside, so values can be added one image after the other; 8,192 to 16,384 bins reach from 0 to the largest magnitude.
 */
public final class Histogram {
    private static final int SIDE = 1 << 14;

    private long[] counts = new long[2 * SIDE];
    private double width;
    private long zeros;
    private Range range = new Range(0, 0);

    /** Counts all those values; throws {@link IllegalArgumentException} where one is not finite, and counts none then. */
    public void add(float[] values) {
        range = range.union(Range.of(values));
        widen();
        for (float value : values) {
            if (value == 0) {
                zeros++;
            } else {
                counts[bin(value)]++;
            }
        }
    }

    /** From the smallest to the largest value, 0 included. */
    public Range range() {
        return range;
    }

    /** How many values were exactly 0. They lie in no bin: quantisation keeps them. */
    long zeros() {
        return zeros;
    }

    /** How many bins there are: those of negative values before those of positive ones. */
    int bins() {
        return counts.length;
    }

    long count(int bin) {
        return counts[bin];
    }

    /** The value in the middle of a bin. */
    double middle(int bin) {
        return (bin - SIDE + 0.5) * width;
    }

    /** The bin that a value other than 0 falls into, or the last one on its side. */
    int bin(double value) {
        return (int) Math.clamp(Math.floor(value / width) + SIDE, 0, 2 * SIDE - 1);
    }

    private void widen() {
        double magnitude = Math.max(-range.low(), range.high());
        if (width == 0 && magnitude > 0) {
            width = Math.scalb(1.0, Math.getExponent(magnitude) + 1) / SIDE;
        }
        while (width * SIDE < magnitude) {
            counts = halved(counts);
            width *= 2;
        }
    }

    /** The same counts in bins of twice the width. */
    private static long[] halved(long[] counts) {
        long[] merged = new long[counts.length];
        for (int bin = 0; bin < counts.length; bin++) {
            merged[SIDE + Math.floorDiv(bin - SIDE, 2)] += counts[bin];
        }
        return merged;
    }

    /** How many values there are. */
    long total() {
        return zeros + Arrays.stream(counts).sum();
    }
}
