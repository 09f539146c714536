package systole.quant;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What quantisation does to a network, layer by layer.
 *
 * @param model the network's name
 * @param images how many it was measured on
 * @param layers in the order of execution, those that stand for a layer of the float network
 */
public record QuantisationReport(String model, int images, List<Layer> layers) {
    public QuantisationReport {
        layers = List.copyOf(layers);
    }

    /**
     * A layer. Ratios of signal to noise are in dB, at most {@link SignalToNoise#NOISELESS}; signals are the float network's.
     *
     * @param name of the layer
     * @param operator type of its operator
     * @param signal of its output, after all the layers before it in int8
     * @param alone of its output where this layer alone is in int8, and reads what the float network computed, rounded to int8
     * @param weights of its weights; null where it has none, or keeps them in float
     * @param saturated share of its outputs that lie outside the range of int8, 0 to 1
     */
    public record Layer(String name, String operator, double signal, double alone, Double weights, double saturated) {
    }

    /**
     * Runs a quantised network beside its float one.
     *
     * @param images at least one; they need not be those of calibration
     * @param activations the float network: every node's tensor by name for an image
     * @param arithmetic computes int8 nodes
     */
    public static QuantisationReport of(QuantisedModel model, List<float[]> images, Function<float[], Map<String, float[]>> activations,
            NodeArithmetic arithmetic) {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("a quantisation report needs at least one image");
        }
        NoiseMeasurement measurement = new NoiseMeasurement(model, arithmetic);
        images.forEach(image -> measurement.add(activations.apply(image)));
        return new QuantisationReport(model.graph().name(), images.size(), measurement.layers());
    }

    /** The layer that adds most noise of its own. */
    public Optional<Layer> worst() {
        return layers.stream().min(Comparator.comparingDouble(Layer::alone));
    }

    /** The ratio of signal to noise of the network's output, in dB. */
    public double output() {
        return layers.getLast().signal();
    }
}
