package systole.runtime.reference;

import java.util.List;
import systole.quant.QuantisedOperator.Addition;
import systole.quant.QuantisedOperator.Lookup;

/** What treats each value by itself. */
final class ElementLoops {
    private ElementLoops() {
    }

    static byte[] sum(Addition addition, byte[] left, int leftZeroPoint, byte[] right, int rightZeroPoint) {
        return addition.shift() == 0 ? sumOneByOne(addition, left, leftZeroPoint, right, rightZeroPoint)
                : sumSideBySide(addition, left, leftZeroPoint, right, rightZeroPoint);
    }

    /**
     * The addition's formula in a form that the JIT vectorises: int32 holds the sum of two products of 9 by 22 bits, and its rest below the
     * point rounds up where that and a half, less one if the result would be even, carry.
     */
    private static byte[] sumSideBySide(Addition addition, byte[] left, int leftZeroPoint, byte[] right, int rightZeroPoint) {
        byte[] results = new byte[left.length];
        int leftMultiplier = addition.leftMultiplier();
        int rightMultiplier = addition.rightMultiplier();
        int shift = addition.shift();
        int zeroPoint = addition.zeroPoint();
        int low = addition.clampLow();
        int high = addition.clampHigh();
        int below = (1 << shift) - 1;
        int almostHalf = (1 << (shift - 1)) - 1;
        for (int i = 0; i < results.length; i++) {
            int sum = (left[i] - leftZeroPoint) * leftMultiplier + (right[i] - rightZeroPoint) * rightMultiplier;
            int floor = (sum >> shift) + zeroPoint;
            int rounded = floor + (((sum & below) + almostHalf + (floor & 1)) >>> shift);
            results[i] = (byte) Math.max(low, Math.min(high, rounded));
        }
        return results;
    }

    private static byte[] sumOneByOne(Addition addition, byte[] left, int leftZeroPoint, byte[] right, int rightZeroPoint) {
        byte[] results = new byte[left.length];
        for (int i = 0; i < results.length; i++) {
            results[i] = addition.apply(left[i] - leftZeroPoint, right[i] - rightZeroPoint);
        }
        return results;
    }

    static byte[] lookUp(Lookup lookup, byte[] values) {
        byte[] results = new byte[values.length];
        for (int i = 0; i < results.length; i++) {
            results[i] = lookup.table()[values[i] & 0xFF];
        }
        return results;
    }

    /** Channels are outermost, so the inputs follow each other as they are. */
    static byte[] concatenation(List<byte[]> values) {
        byte[] results = new byte[values.stream().mapToInt(input -> input.length).reduce(0, Math::addExact)];
        int next = 0;
        for (byte[] input : values) {
            System.arraycopy(input, 0, results, next, input.length);
            next += input.length;
        }
        return results;
    }
}
