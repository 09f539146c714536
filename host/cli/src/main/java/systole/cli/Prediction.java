package systole.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import systole.nn.Classification;
import systole.quant.QuantisedTensor;

/**
 * What a classifier says of an image.
 *
 * @param image where the image is from
 * @param label the likeliest class
 * @param probability of that class, 0 to 1
 * @param bitExact whether the device's output equals the reference's
 */
record Prediction(String image, int label, double probability, @JsonProperty("bit_exact") boolean bitExact) {
    /** Reads the quantised logits. */
    static Prediction of(String image, QuantisedTensor tensor, byte[] logits, boolean bitExact) {
        float[] values = new float[logits.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = tensor.quantisation().dequantise(logits[i]);
        }
        int best = Classification.best(values);
        return new Prediction(image, best, Classification.softmax(values)[best], bitExact);
    }
}
