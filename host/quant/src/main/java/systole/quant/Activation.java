package systole.quant;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import systole.graph.Operator;

/** A function of each value by itself: fused into the layer before it where that is possible, else a {@link QuantisedOperator.Lookup}. */
sealed interface Activation extends DoubleUnaryOperator {
    /** What passes all values on. */
    Activation NONE = new Clamp(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);

    /** Between its bounds x itself: int8 results are clamped. */
    record Clamp(float low, float high) implements Activation {
        @Override
        public double applyAsDouble(double x) {
            return Math.max(low, Math.min(high, x));
        }
    }

    /**
     * Any other function: looked up behind an int8 tensor of its argument.
     *
     * @param flatBelow what is smaller changes the result by less than half a step of 255; likewise what is larger than flatAbove
     */
    record Curve(float flatBelow, float flatAbove, DoubleUnaryOperator function) implements Activation {
        @Override
        public double applyAsDouble(double x) {
            return function.applyAsDouble(x);
        }
    }

    /** The activation that an operator is, if it is one. StrictMath gives the same tables on every machine. */
    static Optional<Activation> of(Operator operator) {
        return Optional.ofNullable(switch (operator) {
            case Operator.Relu _ -> new Clamp(0, Float.POSITIVE_INFINITY);
            case Operator.Clip(float low, float high) -> new Clamp(low, high);
            case Operator.LeakyRelu(float slope) ->
                    new Curve(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, x -> x >= 0 ? x : slope * x);
            // exp(-6.25) is within half a step of 0
            case Operator.Elu(float alpha) -> new Curve(-6.25f, Float.POSITIVE_INFINITY, x -> x >= 0 ? x : alpha * StrictMath.expm1(x));
            case Operator.Sigmoid _ -> new Curve(-6.25f, 6.25f, x -> 1 / (1 + StrictMath.exp(-x)));
            // tanh(3.25) is within half a step of 1, steps being 2/255
            case Operator.Tanh _ -> new Curve(-3.25f, 3.25f, StrictMath::tanh);
            default -> null;
        });
    }

    /**
     * The quantisation that a layer's sums are requantised to.
     *
     * @param sums range of the layer without the activation
     * @param output quantisation of the activation's result
     */
    default Quantisation before(Range sums, Quantisation output) {
        return this instanceof Curve(float flatBelow, float flatAbove, _) ? sums.clippedTo(flatBelow, flatAbove).quantisation() : output;
    }

    /** The requantisation whose sums have that scale per entry, see {@link #before}. */
    default Requantisation requantisation(int[] biases, float[] scales, Quantisation before, Quantisation output) {
        return switch (this) {
            case Clamp(float low, float high) -> new Requantisation(
                    biases, scales, output.zeroPoint(), output.quantise(low), output.quantise(high), Optional.empty());
            case Curve _ -> new Requantisation(
                    biases, scales, before.zeroPoint(), Byte.MIN_VALUE, Byte.MAX_VALUE, Optional.of(table(before, output)));
        };
    }

    /** What makes results of float32 sums, see {@link #before}. */
    default FloatOutput output(Quantisation before, Quantisation output) {
        return switch (this) {
            case Clamp(float low, float high) -> new FloatOutput(output, output.quantise(low), output.quantise(high), Optional.empty());
            case Curve _ -> new FloatOutput(before, Byte.MIN_VALUE, Byte.MAX_VALUE, Optional.of(table(before, output)));
        };
    }

    /** The result for each value, by its unsigned byte. */
    default byte[] table(Quantisation from, Quantisation to) {
        byte[] table = new byte[256];
        for (int value = Byte.MIN_VALUE; value <= Byte.MAX_VALUE; value++) {
            table[value & 0xFF] = to.quantise((float) applyAsDouble(from.dequantise((byte) value)));
        }
        return table;
    }
}
