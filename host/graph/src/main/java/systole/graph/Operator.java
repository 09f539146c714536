package systole.graph;

/** What a node computes. Names, defaults and formulas are those of PyTorch's modules. */
public sealed interface Operator {
    /** The graph's input. */
    record Input(Shape shape) implements Operator {
    }

    /** 2-D cross-correlation; weights (outputChannels, inputChannels/groups, kernelHeight, kernelWidth) and a bias. */
    record Conv2d(int outputChannels, Window window, int groups) implements Operator {
    }

    /** Fully connected over the flattened input; weights (outputs, inputs) and a bias. */
    record Linear(int outputs) implements Operator {
    }

    /** Maximum over a window; padding is left out. */
    record MaxPool(Window window) implements Operator {
    }

    /** Mean over a window; padding counts as 0 and in the divisor. */
    record AveragePool(Window window) implements Operator {
    }

    /** max(x, 0). */
    record Relu() implements Operator {
    }

    /** 1 / (1 + exp(-x)). */
    record Sigmoid() implements Operator {
    }

    /** Hyperbolic tangent. */
    record Tanh() implements Operator {
    }

    /** (C, H, W) to (C*H*W), channel-major. */
    record Flatten() implements Operator {
    }
}
