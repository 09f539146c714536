package systole.quant;

/**
 * The values that a tensor takes. It always includes 0, so that padding and ReLU are exact.
 *
 * @param low smallest value, at most 0
 * @param high largest value, at least 0
 */
public record Range(float low, float high) {
    /** Steps between the smallest and the largest int8. */
    private static final int STEPS = 255;

    public Range {
        if (!(low <= 0 && high >= 0) || Float.isInfinite(high - low)) {
            throw new IllegalArgumentException("a range must be finite and include 0, not %s to %s".formatted(low, high));
        }
    }

    /** The smallest range that holds 0 and all those values; throws {@link IllegalArgumentException} where one is not finite. */
    public static Range of(float[] values) {
        float low = 0;
        float high = 0;
        for (float value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return new Range(low, high);
    }

    /** The smallest range that holds both. */
    public Range union(Range other) {
        return new Range(Math.min(low, other.low), Math.max(high, other.high));
    }

    /** The range of all values times a factor of at least 1. */
    Range scaled(float factor) {
        return new Range(low * factor, high * factor);
    }

    /** The part of it from lowest, at most 0, to highest, at least 0. */
    public Range clippedTo(float lowest, float highest) {
        return new Range(Math.max(low, lowest), Math.min(high, highest));
    }

    /** The int8 quantisation with zero point 0 that spans it from -127 to 127. A range of nothing but 0 gets scale 1. */
    public Quantisation symmetricQuantisation() {
        float scale = Math.max(-low, high) / Byte.MAX_VALUE;
        return new Quantisation(scale < Float.MIN_NORMAL ? 1 : scale, 0);
    }

    /** The int8 quantisation that spans it; 0 is exactly the zero point. A range of nothing but 0 gets scale 1. */
    public Quantisation quantisation() {
        float scale = (high - low) / STEPS;
        if (scale < Float.MIN_NORMAL) {
            return new Quantisation(1, 0);
        }
        int zeroPoint = (int) Math.rint(Byte.MIN_VALUE - low / scale);
        return new Quantisation(scale, Math.max(Byte.MIN_VALUE, Math.min(Byte.MAX_VALUE, zeroPoint)));
    }
}
