package systole.onnx.export;

import systole.graph.Window;
import systole.quant.Quantisation;
import systole.quant.QuantisedOperator;
import systole.quant.Requantisation;

/** How operators that scale their results are written down. Each method appends what makes one tensor and gives its name. */
interface IntegerForm {
    /**
     * A convolution of the site's first input, or of what was made of it.
     *
     * @param read name of what is convolved
     * @param weights int8 (outputs, inputs/groups, kernelHeight, kernelWidth)
     */
    String convolution(Site site, String read, Window window, int groups, byte[] weights, Requantisation requantisation);

    /** A fully connected layer over the flattened first input. */
    String linear(Site site, byte[] weights, Requantisation requantisation);

    /**
     * The product of two activations.
     *
     * @param rows name of (n, k)
     * @param columns name of (k, m)
     */
    String product(Site site, String rows, String columns, Requantisation requantisation);

    /** The mean of whole maps. */
    String globalMean(Site site, Requantisation requantisation);

    /** The sum of the site's inputs, where ONNX Runtime's float32 sum is the same for all values. */
    String sum(Site site, QuantisedOperator.Addition addition);

    /** The softmax, or its logarithm, over the channels. */
    String softmax(Site site, String operator);

    /** The local response normalisation. */
    String normalisation(Site site, QuantisedOperator.LocalResponseNormalisation normalisation);

    /** Whether the requantisation is the one that QLinearGlobalAveragePool has between those tensors. */
    static boolean isGlobalMean(Requantisation requantisation, int taps, Quantisation input, Quantisation output) {
        float scale = input.scale() / (output.scale() * taps);
        for (float each : requantisation.scale()) {
            if (each != scale) {
                return false;
            }
        }
        return requantisation.zeroPoint() == output.zeroPoint() && requantisation.lookup().isEmpty();
    }
}
