package systole.graph;

/** What a node computes. Names, defaults and formulas are those of PyTorch's modules; x is the input, y the output. */
public sealed interface Operator {
    /** The graph's input. */
    record Input(Shape shape) implements Operator {
    }

    /**
     * 2-D cross-correlation; weights (outputChannels, inputChannels/groups, kernelHeight, kernelWidth).
     *
     * @param bias whether each output channel has a bias
     */
    record Conv2d(int outputChannels, Window window, int groups, boolean bias) implements Operator {
    }

    /**
     * The transpose of a convolution by that window: input pixels are stride apart in the output. Weights (inputChannels,
     * outputChannels/groups, kernelHeight, kernelWidth). An extent is (N - 1) * stride - padding + span + outputPadding.
     *
     * @param outputPaddingY rows added below, smaller than stride or dilation
     * @param outputPaddingX columns added on the right, likewise
     * @param bias whether each output channel has a bias
     */
    record ConvTranspose2d(int outputChannels, Window window, int outputPaddingY, int outputPaddingX, int groups, boolean bias)
            implements Operator {
    }

    /**
     * Fully connected over the flattened input; weights (outputs, inputs).
     *
     * @param bias whether each output has a bias
     */
    record Linear(int outputs, boolean bias) implements Operator {
    }

    /** Matrix product of two tensors: (n, k) times (k, m) makes (n, m). */
    record MatMul() implements Operator {
    }

    /** (n, k) to (k, n). */
    record Transpose() implements Operator {
    }

    /** Maximum over a window; padding is left out. */
    record MaxPool(Window window, Rounding rounding) implements Operator {
    }

    /** Mean over a window; padding counts as 0. */
    record AveragePool(Window window, Rounding rounding, Divisor divisor) implements Operator {
    }

    /** Maximum over height x width areas that share the input evenly: area i of n covers floor(i H/n) to ceil((i+1) H/n). */
    record AdaptiveMaxPool(int height, int width) implements Operator {
    }

    /** Mean over such areas; 1x1 is the global mean. */
    record AdaptiveAveragePool(int height, int width) implements Operator {
    }

    /** max(x, 0). */
    record Relu() implements Operator {
    }

    /** x for x >= 0, else slope * x. */
    record LeakyRelu(float slope) implements Operator {
    }

    /** x, but at least low and at most high; (0, 6) is ReLU6. */
    record Clip(float low, float high) implements Operator {
    }

    /** x for x >= 0, else alpha * (exp(x) - 1). */
    record Elu(float alpha) implements Operator {
    }

    /** 1 / (1 + exp(-x)). */
    record Sigmoid() implements Operator {
    }

    /** Hyperbolic tangent. */
    record Tanh() implements Operator {
    }

    /** exp(x) over the sum of exp(x), over channels. */
    record Softmax() implements Operator {
    }

    /** The logarithm of {@link Softmax}. */
    record LogSoftmax() implements Operator {
    }

    /**
     * Per channel (x - mean) / sqrt(variance + epsilon) * weight + bias; mean and variance are the batch's in training, running ones
     * afterwards (Ioffe and Szegedy, 2015).
     *
     * @param momentum share of the batch's statistics in the new running ones
     */
    record BatchNorm2d(float epsilon, float momentum) implements Operator {
    }

    /**
     * x / (k + alpha/size * sum of x^2 over size neighbouring channels)^beta (Krizhevsky et al., 2012, section 3.3; alpha is divided by
     * size as in PyTorch and ONNX).
     */
    record LocalResponseNorm(int size, float alpha, float beta, float k) implements Operator {
    }

    /** In training sets values to 0 with that probability and scales the others by 1/(1 - probability); else nothing. */
    record Dropout(float probability) implements Operator {
    }

    /** (C, H, W) to (C*H*W), channel-major. */
    record Flatten() implements Operator {
    }

    /** The same values, in the same order, in another shape. */
    record Reshape(Shape shape) implements Operator {
    }

    /** Inputs one after the other along the channels. */
    record Concat() implements Operator {
    }

    /** The sum of two tensors of one shape. */
    record Add() implements Operator {
    }
}
