package systole.quant;

/**
 * A sum of two int8 tensors as programs with float32 compute it. {@link QuantisedOperator.Addition} sums exactly; {@link Additions} looks for
 * multipliers with which both agree.
 */
@FunctionalInterface
public interface FloatSum {
    /** The result for two int8 values. */
    byte apply(byte left, byte right);

    /**
     * ONNX Runtime's QLinearAdd of int8 tensors: rint(a * s_a/s_c + (b * s_b/s_c + (z_c - (z_a * s_a/s_c + z_b * s_b/s_c)))), saturated, where each
     * product is added with one rounding (MlasQLinearAdd of processors that multiply and add in one step).
     */
    static FloatSum signed(Quantisation left, Quantisation right, Quantisation output) {
        return linear(left, right, output, 0);
    }

    /** The same of uint8 tensors, each 128 larger than the int8 ones of those quantisations: that changes what is rounded. */
    static FloatSum unsigned(Quantisation left, Quantisation right, Quantisation output) {
        return linear(left, right, output, -Byte.MIN_VALUE);
    }

    private static FloatSum linear(Quantisation left, Quantisation right, Quantisation output, int offset) {
        float leftRatio = left.scale() / output.scale();
        float rightRatio = right.scale() / output.scale();
        float fixed = output.zeroPoint() + offset
                - Math.fma(leftRatio, left.zeroPoint() + offset, rightRatio * (right.zeroPoint() + offset));
        return (a, b) -> {
            float sum = Math.fma(a + offset, leftRatio, Math.fma(b + offset, rightRatio, fixed));
            return (byte) Math.clamp(Math.rint(sum) - offset, Byte.MIN_VALUE, Byte.MAX_VALUE);
        };
    }

    /** DequantizeLinear of both, Add, QuantizeLinear: each of them rounds to float32. */
    static FloatSum dequantised(Quantisation left, Quantisation right, Quantisation output) {
        return (a, b) -> output.quantise(left.dequantise(a) + right.dequantise(b));
    }
}
