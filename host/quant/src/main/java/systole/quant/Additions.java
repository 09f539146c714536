package systole.quant;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import systole.quant.QuantisedOperator.Addition;

/**
 * Chooses the multipliers of additions: those nearest to the ratios of scales with which the exact sum is the same as ONNX Runtime's float32 sum
 * for all pairs of values. Both round, so that they can differ where a sum is close to a tie; there are few such pairs, and a multiplier that is
 * larger or smaller by some units of its last place moves them to one side.
 */
public final class Additions {
    private static final int LARGEST_SHIFT = 31;
    private static final long BOUND = 1L << Addition.MULTIPLIER_BITS;
    /** How far multipliers may be from the ratio, in units of the last place. Farther ones disagree on more pairs than they mend. */
    private static final int REACH = 6;
    /** What is farther from a tie is rounded alike by all multipliers within reach. */
    private static final double CLOSE = 1e-2;

    private final Quantisation left;
    private final Quantisation right;
    private final FloatSum sum;
    /** The nearest multipliers. */
    private final Addition nearest;

    private Additions(Quantisation left, Quantisation right, FloatSum sum, Addition nearest) {
        this.left = left;
        this.right = right;
        this.sum = sum;
        this.nearest = nearest;
    }

    /**
     * The addition of that node's inputs, with the largest shift that keeps both multipliers below 2^22. Where no multipliers agree with the sum of
     * uint8 tensors, it is that of the nearest ones, which differs by at most 1.
     */
    static Addition of(String node, Quantisation left, Quantisation right, Quantisation output, Activation.Clamp clamp) {
        Addition nearest = nearest(left, right, output, output.quantise(clamp.low()), output.quantise(clamp.high()))
                .orElseThrow(() -> new QuantisationException(node,
                        "its inputs have scales of %s and %s, too large for sums of %s; check the calibration images"
                                .formatted(left.scale(), right.scale(), output.scale())));
        return new Additions(left, right, FloatSum.unsigned(left, right, output), nearest).agreeing().orElse(nearest);
    }

    /**
     * The addition of two tensors whose results, clamped, are those of the float32 sum for all pairs of values, if there is one.
     *
     * @param low smallest result; likewise high
     */
    public static Optional<Addition> equalTo(FloatSum sum, Quantisation left, Quantisation right, Quantisation output, int low, int high) {
        return nearest(left, right, output, low, high).flatMap(nearest -> new Additions(left, right, sum, nearest).agreeing());
    }

    /** Whether an addition of two tensors has the float32 sum's results, clamped, for all pairs of values. */
    public static boolean agree(FloatSum sum, Quantisation left, Quantisation right, Addition addition) {
        return new Additions(left, right, sum, addition).agreesOnAll(addition);
    }

    private static Optional<Addition> nearest(Quantisation left, Quantisation right, Quantisation output, int low, int high) {
        for (int shift = LARGEST_SHIFT; shift >= 0; shift--) {
            long leftMultiplier = multiplier(left, output, shift);
            long rightMultiplier = multiplier(right, output, shift);
            if (Math.max(leftMultiplier, rightMultiplier) < BOUND) {
                return Optional.of(new Addition((int) leftMultiplier, (int) rightMultiplier, shift, output.zeroPoint(), low, high));
            }
        }
        return Optional.empty();
    }

    private static long multiplier(Quantisation input, Quantisation output, int shift) {
        return Math.round(Math.scalb((double) input.scale() / output.scale(), shift));
    }

    /** The nearest agreeing multipliers, by the larger of both distances. */
    private Optional<Addition> agreeing() {
        List<byte[]> close = close();
        for (int reach = 0; reach <= REACH; reach++) {
            for (int move = -reach; move <= reach; move++) {
                for (Addition moved : List.of(moved(reach, move), moved(-reach, move), moved(move, reach), moved(move, -reach))) {
                    if (hasMultipliers(moved) && close.stream().allMatch(pair -> agrees(moved, pair[0], pair[1])) && agreesOnAll(moved)) {
                        return Optional.of(moved);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Addition moved(int byLeft, int byRight) {
        return new Addition(nearest.leftMultiplier() + byLeft, nearest.rightMultiplier() + byRight, nearest.shift(), nearest.zeroPoint(),
                nearest.clampLow(), nearest.clampHigh());
    }

    private static boolean hasMultipliers(Addition moved) {
        return Math.min(moved.leftMultiplier(), moved.rightMultiplier()) >= 0 && Math.max(moved.leftMultiplier(), moved.rightMultiplier()) < BOUND;
    }

    private boolean agrees(Addition addition, byte l, byte r) {
        return Math.clamp(sum.apply(l, r), addition.clampLow(), addition.clampHigh())
                == addition.apply(l - left.zeroPoint(), r - right.zeroPoint());
    }

    private boolean agreesOnAll(Addition addition) {
        for (int l = Byte.MIN_VALUE; l <= Byte.MAX_VALUE; l++) {
            for (int r = Byte.MIN_VALUE; r <= Byte.MAX_VALUE; r++) {
                if (!agrees(addition, (byte) l, (byte) r)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Pairs of values whose sum is close to a tie. */
    private List<byte[]> close() {
        List<byte[]> pairs = new ArrayList<>();
        for (int l = Byte.MIN_VALUE; l <= Byte.MAX_VALUE; l++) {
            for (int r = Byte.MIN_VALUE; r <= Byte.MAX_VALUE; r++) {
                double exact = Math.scalb((double) (l - left.zeroPoint()) * nearest.leftMultiplier()
                        + (double) (r - right.zeroPoint()) * nearest.rightMultiplier(), -nearest.shift());
                if (Math.abs(exact - Math.floor(exact) - 0.5) < CLOSE) {
                    pairs.add(new byte[] {(byte) l, (byte) r});
                }
            }
        }
        return pairs;
    }
}
