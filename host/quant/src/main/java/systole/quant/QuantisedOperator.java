package systole.quant;

import systole.graph.Window;

/** An integer operator. Inputs minus their zero point are multiplied; padding reads the zero point. */
public sealed interface QuantisedOperator {
    /**
     * Convolution: sum over taps of w * (x - zeroPoint), requantised.
     *
     * @param weights int8 (outputs, inputs/groups, kernelHeight, kernelWidth), row-major
     */
    record Convolution(Window window, int groups, byte[] weights, Requantisation requantisation) implements QuantisedOperator {
    }

    /**
     * Fully connected over the input flattened channel-major (C, H, W).
     *
     * @param weights int8 (outputs, inputs), row-major
     */
    record Linear(byte[] weights, Requantisation requantisation) implements QuantisedOperator {
    }

    /** Maximum over a window; padding is left out; scale and zero point pass through. */
    record MaxPool(Window window) implements QuantisedOperator {
    }

    /**
     * Mean over a window, padding counted: the sum of (x - zeroPoint) requantised with scale s_x / (s_y * kernel size).
     *
     * @param requantisation one entry a channel, biases 0
     */
    record AveragePool(Window window, Requantisation requantisation) implements QuantisedOperator {
    }

    /**
     * Convolution's transpose: input pixel (y, x) adds w * (x - zeroPoint) to the outputs (y * stride - pad + k * dilation); requantised.
     *
     * @param outputPaddingY rows added below the output
     * @param outputPaddingX columns added on its right
     * @param weights int8 (inputs, outputs/groups, kernelHeight, kernelWidth), row-major
     */
    record TransposedConvolution(
            Window window, int outputPaddingY, int outputPaddingX, int groups, byte[] weights, Requantisation requantisation)
            implements QuantisedOperator {
    }

    /**
     * Product of two activations that share their channels: reads a (k, m...) and b (k, n...), makes (n, m...), y[n][m] = sum over k of
     * a[k][m] * b[k][n], requantised. Both zero points are 0.
     *
     * @param requantisation one entry for each n, biases 0
     */
    record MatrixProduct(Requantisation requantisation) implements QuantisedOperator {
    }

    /** (n, k) to (k, n); scale and zero point pass through. */
    record Transposition() implements QuantisedOperator {
    }

    /**
     * Sum of two tensors of one shape but of different scales: clamp(round((left - zl) * leftMultiplier / 2^shift + (right - zr) *
     * rightMultiplier / 2^shift + zeroPoint)), exact up to one rounding to the nearest integer, ties to even. A multiplier is s_input/s_output *
     * 2^shift, with the largest shift up to 31 that keeps both below 2^22. ONNX Runtime's QLinearAdd, which rounds in float32, differs by at
     * most 1, near ties.
     *
     * @param leftMultiplier 0 to 2^22 - 1, like rightMultiplier
     * @param shift 0 to 31
     * @param zeroPoint of the output
     * @param clampLow smallest result; the zero point where a ReLU follows
     * @param clampHigh largest result
     */
    record Addition(int leftMultiplier, int rightMultiplier, int shift, int zeroPoint, int clampLow, int clampHigh)
            implements QuantisedOperator {
        /** Bits of a multiplier. */
        public static final int MULTIPLIER_BITS = 22;

        /** The result for two values. */
        public byte apply(int leftMinusZeroPoint, int rightMinusZeroPoint) {
            long sum = (long) leftMinusZeroPoint * leftMultiplier + (long) rightMinusZeroPoint * rightMultiplier + ((long) zeroPoint << shift);
            long floor = sum >> shift;
            long twiceRest = (sum - (floor << shift)) << 1;
            long one = 1L << shift;
            boolean up = twiceRest > one || twiceRest == one && (floor & 1) == 1;
            return (byte) Math.clamp(floor + (up ? 1 : 0), clampLow, clampHigh);
        }
    }

    /** The inputs' channels one after the other. All inputs have the output's scale and zero point. */
    record Concatenation() implements QuantisedOperator {
    }

    /**
     * Any function of each value by itself.
     *
     * @param table 256 results; the index is the value as an unsigned byte
     */
    record Lookup(byte[] table) implements QuantisedOperator {
    }

    /** {@link systole.graph.Operator.LocalResponseNorm} in float32 on dequantised values, quantised again. */
    record LocalResponseNormalisation(int size, float alpha, float beta, float k) implements QuantisedOperator {
    }

    /** exp(x) over the sum of exp(x) over channels in float32 on dequantised values, quantised again. */
    record Softmax() implements QuantisedOperator {
    }
}
