package systole.quant;

/**
 * A layer's weights and biases as integers.
 *
 * @param values int8 from -127 to 127, in the order of the float weights: output channels outermost
 * @param scales per output channel: weight = scale * value
 * @param biases int32 per output channel at scale inputScale * scale
 */
record QuantisedWeights(byte[] values, float[] scales, int[] biases) {
    private static final int LARGEST = Byte.MAX_VALUE;
    /** Biases stay below 2^30, so that the sums of 2^16 products have as much room again. */
    private static final float LARGEST_BIAS = 1 << 30;

    /**
     * Quantises symmetrically, each output channel by its largest magnitude. A channel whose bias would not fit beside weights
     * that small takes the scale that the bias needs.
     */
    static QuantisedWeights of(float[] weights, float[] biases, float inputScale) {
        int channels = biases.length;
        int taps = weights.length / channels;
        QuantisedWeights result = new QuantisedWeights(new byte[weights.length], new float[channels], new int[channels]);
        for (int channel = 0; channel < channels; channel++) {
            float scale = scale(largest(weights, channel * taps, taps), Math.abs(biases[channel]), inputScale);
            result.scales[channel] = scale;
            result.biases[channel] = (int) Math.rint((double) biases[channel] / (inputScale * scale));
            for (int i = channel * taps; i < (channel + 1) * taps; i++) {
                result.values[i] = (byte) Math.rint(weights[i] / scale);
            }
        }
        return result;
    }

    /** What turns sums into outputs of that scale: (inputScale * scale) / outputScale, each step rounded to float32. */
    float[] outputScales(float inputScale, float outputScale) {
        float[] results = new float[scales.length];
        for (int channel = 0; channel < results.length; channel++) {
            results[channel] = inputScale * scales[channel] / outputScale;
        }
        return results;
    }

    private static float largest(float[] weights, int from, int count) {
        float largest = 0;
        for (int i = from; i < from + count; i++) {
            largest = Math.max(largest, Math.abs(weights[i]));
        }
        return largest;
    }

    private static float scale(float largestWeight, float largestBias, float inputScale) {
        float scale = Math.max(largestWeight / LARGEST, largestBias / LARGEST_BIAS / inputScale);
        return scale == 0 ? 1 : scale;
    }
}
