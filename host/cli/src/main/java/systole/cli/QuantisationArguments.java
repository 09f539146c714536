package systole.cli;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;
import systole.quant.BiasCorrection;
import systole.quant.CalibrationMethod;
import systole.quant.QuantisationPlan;
import systole.quant.WeightGranularity;

/** The options that say how a network is quantised. */
final class QuantisationArguments {
    private static final double STANDARD_PERCENTILE = 99.99;

    @Option(names = "--method", paramLabel = "minmax|percentile|entropy|mse", defaultValue = "minmax",
            description = "How activations' ranges are chosen. Default: ${DEFAULT-VALUE}.")
    private Method method;

    @Option(names = "--percentile", paramLabel = "PERCENT",
            description = "How many of the values the method percentile keeps, above 50. Default: " + STANDARD_PERCENTILE + ".")
    private Optional<Double> percentile = Optional.empty();

    @Option(names = "--granularity", paramLabel = "channel|tensor", defaultValue = "channel",
            description = "Whether weights have a scale for each output channel or one for the layer. Default: ${DEFAULT-VALUE}.")
    private Granularity granularity;

    @Option(names = "--bias-correction", description = "Take the mean shift that rounded weights cause off the biases.")
    private boolean biasCorrection;

    @Option(names = "--calibration-images", paramLabel = "K", defaultValue = "32",
            description = "How many images ranges are chosen by. Default: ${DEFAULT-VALUE}.")
    private int images;

    @Option(names = "--float-layers", split = ",", paramLabel = "LAYER",
            description = "Leave these layers' weights in float; the host computes them.")
    private Set<String> inFloat = new LinkedHashSet<>();

    private enum Method { MINMAX, PERCENTILE, ENTROPY, MSE }

    private enum Granularity { CHANNEL, TENSOR }

    /** How many images to calibrate with; throws {@link IllegalArgumentException} where there is not one. */
    int images() {
        if (images < 1) {
            throw new IllegalArgumentException("--calibration-images must be at least 1, not " + images);
        }
        return images;
    }

    /** What the options say; throws {@link IllegalArgumentException} where they contradict each other. */
    QuantisationPlan plan() {
        if (percentile.isPresent() && method != Method.PERCENTILE) {
            throw new IllegalArgumentException("--percentile belongs to --method percentile, not %s; leave it out"
                    .formatted(method.name().toLowerCase(Locale.ROOT)));
        }
        return QuantisationPlan.standard().with(switch (method) {
            case MINMAX -> new CalibrationMethod.MinMax();
            case PERCENTILE -> new CalibrationMethod.Percentile(percentile.orElse(STANDARD_PERCENTILE));
            case ENTROPY -> new CalibrationMethod.Entropy();
            case MSE -> new CalibrationMethod.SquaredError();
        }).with(switch (granularity) {
            case CHANNEL -> WeightGranularity.PER_CHANNEL;
            case TENSOR -> WeightGranularity.PER_TENSOR;
        }).with(biasCorrection ? BiasCorrection.MEAN_SHIFT : BiasCorrection.NONE).leavingInFloat(inFloat);
    }
}
