package systole.quant;

import systole.quant.QuantisedOperator.Addition;

/** Chooses the multipliers of additions. */
final class Additions {
    private static final int LARGEST_SHIFT = 31;
    private static final long BOUND = 1L << Addition.MULTIPLIER_BITS;

    private Additions() {
    }

    /** The addition of that node's inputs, with the largest shift that keeps both multipliers below 2^22. */
    static Addition of(String node, Quantisation left, Quantisation right, Quantisation output, Activation.Clamp clamp) {
        for (int shift = LARGEST_SHIFT; shift >= 0; shift--) {
            long leftMultiplier = multiplier(left, output, shift);
            long rightMultiplier = multiplier(right, output, shift);
            if (Math.max(leftMultiplier, rightMultiplier) < BOUND) {
                return new Addition((int) leftMultiplier, (int) rightMultiplier, shift,
                        output.zeroPoint(), output.quantise(clamp.low()), output.quantise(clamp.high()));
            }
        }
        throw new QuantisationException(node, "its inputs have scales of %s and %s, too large for sums of %s; check the calibration images"
                .formatted(left.scale(), right.scale(), output.scale()));
    }

    private static long multiplier(Quantisation input, Quantisation output, int shift) {
        return Math.round(Math.scalb((double) input.scale() / output.scale(), shift));
    }
}
