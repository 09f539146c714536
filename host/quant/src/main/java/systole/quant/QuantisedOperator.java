package systole.quant;

import java.util.List;
import systole.graph.Window;

/**
 * An integer operator. Inputs minus their zero point are multiplied; padding reads the zero point. Tensors are row-major with channels
 * outermost; all that lies behind a channel are its pixels.
 */
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
     * Maximum over areas that no window walks over evenly: y[c][i][j] is that of x[c] over rows.get(i) and columns.get(j); scale and zero
     * point pass through. It runs on the host.
     *
     * @param rows of the input, for each row of the output; likewise columns
     */
    record AreaMaxPool(List<Interval> rows, List<Interval> columns) implements QuantisedOperator {
        public AreaMaxPool {
            rows = List.copyOf(rows);
            columns = List.copyOf(columns);
        }
    }

    /**
     * Mean over areas of differing size: the sum of (x - zeroPoint) over rows.get(i) and columns.get(j), requantised by entry i * width + j
     * with scale s_x / (s_y * divisor). Adaptive pools, and pools that count not all their padding, are such. It runs on the host.
     *
     * @param rows of the input, for each row of the output; likewise columns
     * @param requantisation one entry an output pixel, the same for all channels, biases 0
     */
    record AreaAveragePool(List<Interval> rows, List<Interval> columns, Requantisation requantisation) implements QuantisedOperator {
        public AreaAveragePool {
            rows = List.copyOf(rows);
            columns = List.copyOf(columns);
        }
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

    /** The same values, in the same order, in the output's shape; scale and zero point pass through. */
    record Reshaping() implements QuantisedOperator {
    }

    /**
     * Sum of two tensors of one shape but of different scales: clamp(round((left - zl) * leftMultiplier / 2^shift + (right - zr) *
     * rightMultiplier / 2^shift + zeroPoint)), exact up to one rounding to the nearest integer, ties to even. A multiplier is about
     * s_input/s_output * 2^shift, with the largest shift up to 31 that keeps both below 2^22; {@link Additions} chooses those with which every
     * sum is the same as in float32.
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
        /** The largest shift. */
        public static final int LARGEST_SHIFT = 31;

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

    /**
     * {@link systole.graph.Operator.LocalResponseNorm} of dequantised values: x * (k + alpha/size * sum of x^2)^-beta, the sum over channels
     * c - size/2 to c + (size-1)/2. Computed in double precision, rounded to float32, quantised. It runs on the host.
     */
    record LocalResponseNormalisation(int size, float alpha, float beta, float k) implements QuantisedOperator {
    }

    /**
     * exp(x - max) over the sum of exp(x - max) over channels, pixel by pixel, of dequantised values. Computed in double precision, rounded
     * to float32, quantised. It runs on the host.
     */
    record Softmax() implements QuantisedOperator {
    }

    /** x - max less the logarithm of the sum of exp(x - max), otherwise as {@link Softmax}. */
    record LogSoftmax() implements QuantisedOperator {
    }

    /**
     * A convolution whose weights stay float32: sum over taps of w * (s_x * (x - zeroPoint)), the bias first, then taps in the order of the
     * weights, each product and sum in double precision; the sum rounded to float32. It runs on the host.
     *
     * @param weights (outputs, inputs/groups, kernelHeight, kernelWidth), row-major
     * @param biases one an output
     */
    record FloatConvolution(Window window, int groups, float[] weights, float[] biases, FloatOutput output) implements QuantisedOperator {
    }

    /**
     * Fully connected over the input flattened channel-major, otherwise as {@link FloatConvolution}.
     *
     * @param weights (outputs, inputs), row-major
     * @param biases one an output
     */
    record FloatLinear(float[] weights, float[] biases, FloatOutput output) implements QuantisedOperator {
    }
}
