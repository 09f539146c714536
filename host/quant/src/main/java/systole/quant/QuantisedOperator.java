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
}
