package systole.quant;

import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** How the range that int8 spans is chosen from the values that a tensor took. What lies outside is clipped. */
public sealed interface CalibrationMethod {
    /** Candidates of {@link Entropy} and {@link SquaredError}: so many thresholds up to the largest magnitude. */
    int THRESHOLDS = 128;

    /** The range to quantise those values by. */
    Range range(Histogram values);

    /** All of it: nothing is clipped. */
    record MinMax() implements CalibrationMethod {
        @Override
        public Range range(Histogram values) {
            return values.range();
        }
    }

    /**
     * What holds that many of the values, the rest being cut off in equal shares at both ends.
     *
     * @param percent above 50, up to 100
     */
    record Percentile(double percent) implements CalibrationMethod {
        public Percentile {
            if (!(percent > 50 && percent <= 100)) {
                throw new IllegalArgumentException("a percentile must be above 50 and at most 100, not " + percent);
            }
        }

        @Override
        public Range range(Histogram values) {
            double cut = values.total() * (100 - percent) / 200;
            float low = (float) quantile(values, IntStream.range(0, values.bins()), values.range().low(), cut);
            float high = (float) quantile(values, IntStream.iterate(values.bins() - 1, bin -> bin >= 0, bin -> bin - 1), values.range().high(), cut);
            return values.range().clippedTo(Math.min(0, low), Math.max(0, high));
        }

        /** The middle of the first bin, from the end on, with which more values than those to cut are seen; 0 where it is beyond 0. */
        private static double quantile(Histogram values, IntStream bins, float end, double cut) {
            long seen = 0;
            for (int bin : bins.toArray()) {
                seen += values.count(bin);
                if (seen > cut) {
                    return cut == 0 ? end : values.middle(bin);
                }
            }
            return 0;
        }
    }

    /**
     * The threshold whose clipped values, in 255 steps, lose least information: the Kullback-Leibler divergence of the quantised distribution
     * from the true one is smallest (Szymon Migacz, 8-bit Inference with TensorRT, GTC 2017). Values of exactly 0, which lose none, are left out.
     */
    record Entropy() implements CalibrationMethod {
        /** Where a step has two bins or few more: with fewer it would seem to lose nothing. */
        private static final int LEAST = THRESHOLDS / 16;

        @Override
        public Range range(Histogram values) {
            return best(values, LEAST, range -> Divergence.of(values, range));
        }
    }

    /** The threshold whose rounding and clipping together have the smallest mean square error. */
    record SquaredError() implements CalibrationMethod {
        @Override
        public Range range(Histogram values) {
            return best(values, 1, range -> error(values, range.quantisation()));
        }

        private static double error(Histogram values, Quantisation quantisation) {
            double sum = 0;
            for (int bin = 0; bin < values.bins(); bin++) {
                if (values.count(bin) > 0) {
                    float value = (float) values.middle(bin);
                    double error = value - quantisation.dequantise(quantisation.quantise(value));
                    sum += values.count(bin) * error * error;
                }
            }
            return sum;
        }
    }

    /** Of the ranges clipped at equally spaced thresholds, that of the least loss; of several the widest. */
    private static Range best(Histogram values, int least, ToDoubleFunction<Range> loss) {
        Range best = values.range();
        double bestLoss = loss.applyAsDouble(best);
        float magnitude = Math.max(-best.low(), best.high());
        for (int i = THRESHOLDS - 1; i >= least; i--) {
            float threshold = magnitude * i / THRESHOLDS;
            Range clipped = values.range().clippedTo(-threshold, threshold);
            double clippedLoss = loss.applyAsDouble(clipped);
            if (clippedLoss < bestLoss) {
                best = clipped;
                bestLoss = clippedLoss;
            }
        }
        return best;
    }
}
