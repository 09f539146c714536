package systole.verify;

import java.util.OptionalInt;

/**
 * How a layer's sums become bytes.
 *
 * @param zeroPoint of the layer's tensor, -128 to 127
 * @param low smallest result before the lookup, -128 to 127
 * @param high largest result before the lookup, low to 127
 * @param lookup zero point before a random table of 256 bytes; empty without a table
 */
public record Tail(int zeroPoint, int low, int high, OptionalInt lookup) {
    /** Nothing but scaling. */
    public static final Tail PLAIN = new Tail(0, Byte.MIN_VALUE, Byte.MAX_VALUE, OptionalInt.empty());

    public Tail {
        requireByte(zeroPoint);
        lookup.ifPresent(Tail::requireByte);
        requireClamp(low, high);
    }

    /** Throws {@link IllegalArgumentException} where results cannot lie between those. */
    static void requireClamp(int low, int high) {
        if (low < Byte.MIN_VALUE || high > Byte.MAX_VALUE || low > high) {
            throw new IllegalArgumentException("clamp bounds must lie in -128 to 127, not %d to %d".formatted(low, high));
        }
    }

    private static void requireByte(int zeroPoint) {
        if (zeroPoint != (byte) zeroPoint) {
            throw new IllegalArgumentException("a zero point must be from -128 to 127, not " + zeroPoint);
        }
    }

    /** The zero point that sums are requantised with. */
    int sumsZeroPoint() {
        return lookup.orElse(zeroPoint);
    }
}
