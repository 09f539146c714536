package systole.quant;

import java.util.Optional;

/**
 * How int32 sums become int8: q = clamp(rint(float(acc + bias) * scale) + zeroPoint), each float32 step rounded to nearest even
 * (ONNX Runtime's QLinearConv), then an optional lookup.
 *
 * @param bias int32 per output channel, at scale s_x * s_w
 * @param scale float32 per output channel, (s_x * s_w) / s_y with each step rounded to float32; positive and normal
 * @param zeroPoint of the result before the lookup
 * @param clampLow smallest result before the lookup, at least -128; a ReLU is a clamp at the zero point
 * @param clampHigh largest result before the lookup, at most 127
 * @param lookup 256 results by (unsigned byte) of the clamped value, for sigmoid and tanh
 */
public record Requantisation(
        int[] bias, float[] scale, int zeroPoint, int clampLow, int clampHigh, Optional<byte[]> lookup) {
    private static final float ROUNDING = 0x1.8p23f;

    public Requantisation {
        if (bias.length != scale.length) {
            throw new IllegalArgumentException("%d biases do not match %d scales".formatted(bias.length, scale.length));
        }
        for (float s : scale) {
            if (!(s >= Float.MIN_NORMAL) || Float.isInfinite(s)) {
                throw new IllegalArgumentException("a requantisation scale must be a positive normal number, not " + s);
            }
        }
        if (clampLow < Byte.MIN_VALUE || clampHigh > Byte.MAX_VALUE || clampLow > clampHigh) {
            throw new IllegalArgumentException("clamp bounds must lie in -128 to 127, not %d to %d".formatted(clampLow, clampHigh));
        }
        if (lookup.isPresent() && lookup.get().length != 256) {
            throw new IllegalArgumentException("a lookup table has 256 bytes, not " + lookup.get().length);
        }
    }

    /** The formula for one sum without its bias. */
    public byte apply(int channel, int sum) {
        float scaled = (float) (sum + bias[channel]) * scale[channel];
        double rounded = Math.rint(scaled) + zeroPoint;
        byte clamped = (byte) Math.max(clampLow, Math.min(clampHigh, rounded));
        return lookup.isPresent() ? lookup.get()[clamped & 0xFF] : clamped;
    }

    /**
     * The formula for sums of one channel side by side, in a form that the JIT vectorises. Clamping comes first, which changes nothing
     * since the bounds are whole; then adding 1.5 * 2^23, where float32 has no digits behind the point, rounds to nearest even.
     *
     * @param sums without their bias, from {@code from} on
     * @param results where int8 results go, from {@code to} on
     */
    public void apply(int channel, int[] sums, int from, byte[] results, int to, int count) {
        int channelBias = bias[channel];
        float channelScale = scale[channel];
        float low = clampLow - zeroPoint;
        float high = clampHigh - zeroPoint;
        for (int i = 0; i < count; i++) {
            float clamped = Math.max(low, Math.min(high, (float) (sums[from + i] + channelBias) * channelScale));
            results[to + i] = (byte) ((int) (clamped + ROUNDING - ROUNDING) + zeroPoint);
        }
        lookup.ifPresent(table -> {
            for (int i = to; i < to + count; i++) {
                results[i] = table[results[i] & 0xFF];
            }
        });
    }
}
