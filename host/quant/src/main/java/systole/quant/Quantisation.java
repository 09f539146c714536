package systole.quant;

/**
 * An affine int8 quantisation per tensor: real = scale * (q - zeroPoint).
 *
 * @param scale positive, finite, normal
 * @param zeroPoint -128 to 127
 */
public record Quantisation(float scale, int zeroPoint) {
    public Quantisation {
        if (!(scale >= Float.MIN_NORMAL) || Float.isInfinite(scale)) {
            throw new IllegalArgumentException("a quantisation scale must be a positive normal number, not " + scale);
        }
        if (zeroPoint < Byte.MIN_VALUE || zeroPoint > Byte.MAX_VALUE) {
            throw new IllegalArgumentException("an int8 zero point must be from -128 to 127, not " + zeroPoint);
        }
    }

    /** x/scale rounded to nearest even, plus the zero point, saturated: ONNX QuantizeLinear. */
    public byte quantise(float x) {
        double rounded = Math.rint(x / scale) + zeroPoint;
        return (byte) Math.max(Byte.MIN_VALUE, Math.min(Byte.MAX_VALUE, rounded));
    }

    /** Every element by {@link #quantise(float)}. */
    public byte[] quantise(float[] values) {
        byte[] quantised = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            quantised[i] = quantise(values[i]);
        }
        return quantised;
    }

    /** scale * (q - zeroPoint): ONNX DequantizeLinear. */
    public float dequantise(byte q) {
        return scale * (q - zeroPoint);
    }
}
