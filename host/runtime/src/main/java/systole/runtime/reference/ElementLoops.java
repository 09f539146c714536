package systole.runtime.reference;

import java.util.List;
import systole.quant.QuantisedOperator.Addition;
import systole.quant.QuantisedOperator.Lookup;

/** What treats each value by itself. */
final class ElementLoops {
    private ElementLoops() {
    }

    static byte[] sum(Addition addition, byte[] left, int leftZeroPoint, byte[] right, int rightZeroPoint) {
        if (addition.shift() == 0) {
            return sumOneByOne(addition, left, leftZeroPoint, right, rightZeroPoint);
        }
        byte[] results = new byte[left.length];
        Conversions.FASTEST.sum(addition, left, leftZeroPoint, right, rightZeroPoint, results);
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
