package systole.quant;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import systole.graph.Operator;

/** An activation that is fused into the layer before it. */
enum Activation {
    NONE(Float.POSITIVE_INFINITY, x -> x),
    RELU(Float.POSITIVE_INFINITY, x -> Math.max(x, 0)),
    /** 1/(1 + exp(-6.25)) is within half a step of 1 at 255 steps. */
    SIGMOID(6.25f, x -> 1 / (1 + Math.exp(-x))),
    /** tanh(3.25) is within half a step of 1 at 127 steps. */
    TANH(3.25f, Math::tanh);

    private final float limit;
    private final DoubleUnaryOperator function;

    Activation(float limit, DoubleUnaryOperator function) {
        this.limit = limit;
        this.function = function;
    }

    /** The activation that an operator is, if it is one. */
    static Optional<Activation> of(Operator operator) {
        return switch (operator) {
            case Operator.Relu _ -> Optional.of(RELU);
            case Operator.Sigmoid _ -> Optional.of(SIGMOID);
            case Operator.Tanh _ -> Optional.of(TANH);
            default -> Optional.empty();
        };
    }

    /** Whether it is a lookup behind an int8 tensor of its own; the others are clamps of their own result. */
    private boolean looksUp() {
        return limit < Float.POSITIVE_INFINITY;
    }

    /**
     * The quantisation that a layer's sums are requantised to.
     *
     * @param sums range of the layer without the activation; beyond the limit the activation is flat
     * @param output quantisation of the activation's result
     */
    Quantisation before(Range sums, Quantisation output) {
        return looksUp() ? sums.clippedTo(limit).quantisation() : output;
    }

    /** The requantisation whose sums have that scale per channel, see {@link #before}. */
    Requantisation requantisation(int[] biases, float[] scales, Quantisation before, Quantisation output) {
        int clampLow = this == RELU ? before.zeroPoint() : Byte.MIN_VALUE;
        return new Requantisation(biases, scales, before.zeroPoint(), clampLow, Byte.MAX_VALUE,
                looksUp() ? Optional.of(table(before, output)) : Optional.empty());
    }

    private byte[] table(Quantisation before, Quantisation output) {
        byte[] table = new byte[256];
        for (int value = Byte.MIN_VALUE; value <= Byte.MAX_VALUE; value++) {
            table[value & 0xFF] = output.quantise((float) function.applyAsDouble(before.dequantise((byte) value)));
        }
        return table;
    }
}
