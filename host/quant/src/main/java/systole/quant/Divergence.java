package systole.quant;

/** The Kullback-Leibler divergence between the values of a tensor and what is left of them in int8. */
final class Divergence {
    private static final int STEPS = 255;
    /** Values that a step is taken to have where only clipped ones fall into it: its share must not be 0. */
    private static final double SMOOTHING = 0.5;

    private final Histogram values;
    private final int first;
    private final int bins;
    private final long[] clipped;

    private Divergence(Histogram values, Range range) {
        this.values = values;
        first = range.low() == 0 ? values.bins() / 2 : values.bin(range.low());
        int last = range.high() == 0 ? values.bins() / 2 - 1 : values.bin(range.high());
        bins = last - first + 1;
        clipped = new long[Math.max(bins, 0)];
    }

    /** The sum over bins of p log(p/q), where p counts what lies outside the range in its outermost bins, and q spreads a step over its bins. */
    static double of(Histogram values, Range range) {
        Divergence divergence = new Divergence(values, range);
        return divergence.bins <= 0 ? 0 : divergence.sum();
    }

    private double sum() {
        long total = 0;
        for (int bin = 0; bin < values.bins(); bin++) {
            clipped[Math.clamp(bin - first, 0, bins - 1)] += values.count(bin);
            total += values.count(bin);
        }
        double inside = 0;
        double sum = 0;
        for (int step = 0; step < STEPS; step++) {
            int from = (int) ((long) bins * step / STEPS);
            int to = (int) ((long) bins * (step + 1) / STEPS);
            double spread = spread(from, to);
            for (int bin = from; bin < to; bin++) {
                if (clipped[bin] > 0) {
                    sum += clipped[bin] * Math.log(clipped[bin] / spread);
                    inside += spread;
                }
            }
        }
        return total == 0 ? 0 : sum / total + Math.log(inside / total);
    }

    /** How many values each bin of a step has that has any, when all have the same. */
    private double spread(int from, int to) {
        long count = 0;
        int taken = 0;
        for (int bin = from; bin < to; bin++) {
            count += values.count(first + bin);
            taken += clipped[bin] > 0 ? 1 : 0;
        }
        return Math.max(SMOOTHING, count) / Math.max(1, taken);
    }
}
