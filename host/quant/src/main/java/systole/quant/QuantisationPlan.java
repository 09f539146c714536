package systole.quant;

import java.util.Set;

/**
 * How a network is quantised.
 *
 * @param calibration how activations' ranges are chosen
 * @param weights which weights share a scale
 * @param bias what is done about the shift that rounded weights cause
 * @param inFloat names of the convolutions and linear layers that keep float32 weights; the host computes them
 */
public record QuantisationPlan(CalibrationMethod calibration, WeightGranularity weights, BiasCorrection bias, Set<String> inFloat) {
    public QuantisationPlan {
        inFloat = Set.copyOf(inFloat);
    }

    /** Ranges from the smallest to the largest value, a scale for each output channel, biases as they are, all layers in int8. */
    public static QuantisationPlan standard() {
        return new QuantisationPlan(new CalibrationMethod.MinMax(), WeightGranularity.PER_CHANNEL, BiasCorrection.NONE, Set.of());
    }

    public QuantisationPlan with(CalibrationMethod other) {
        return new QuantisationPlan(other, weights, bias, inFloat);
    }

    public QuantisationPlan with(WeightGranularity other) {
        return new QuantisationPlan(calibration, other, bias, inFloat);
    }

    public QuantisationPlan with(BiasCorrection other) {
        return new QuantisationPlan(calibration, weights, other, inFloat);
    }

    /** Leaves those layers in float, and no others. */
    public QuantisationPlan leavingInFloat(Set<String> layers) {
        return new QuantisationPlan(calibration, weights, bias, layers);
    }
}
