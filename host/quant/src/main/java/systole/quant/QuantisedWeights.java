package systole.quant;

/**
 * A layer's weights and biases as integers.
 *
 * @param values int8 from -127 to 127, in the order of the float weights
 * @param scales per output channel: weight = scale * value
 * @param biases int32 per output channel at scale inputScale * scale
 */
record QuantisedWeights(byte[] values, float[] scales, int[] biases) {
    private static final int LARGEST = Byte.MAX_VALUE;
    /** Biases stay below 2^30, so that the sums of 2^16 products have as much room again. */
    private static final float LARGEST_BIAS = 1 << 30;

    /**
     * Quantises symmetrically, each output channel or the whole layer by its largest magnitude. A channel whose bias would not fit beside
     * weights that small takes the scale that the bias needs.
     */
    static QuantisedWeights of(LayerWeights layer, float inputScale, WeightGranularity granularity) {
        float[] scales = granularity.shared(leastScales(layer, inputScale));
        for (int channel = 0; channel < scales.length; channel++) {
            scales[channel] = scales[channel] == 0 ? 1 : scales[channel];
        }
        byte[] values = new byte[layer.weights().length];
        for (int i = 0; i < values.length; i += layer.run()) {
            float scale = scales[layer.channel().applyAsInt(i / layer.run())];
            for (int at = i; at < i + layer.run(); at++) {
                values[at] = (byte) Math.rint(layer.weights()[at] / scale);
            }
        }
        int[] biases = new int[scales.length];
        for (int channel = 0; channel < biases.length; channel++) {
            biases[channel] = (int) Math.rint((double) layer.biases()[channel] / (inputScale * scales[channel]));
        }
        return new QuantisedWeights(values, scales, biases);
    }

    /** What turns sums into outputs of that scale: (inputScale * scale) / outputScale, each step rounded to float32. */
    float[] outputScales(float inputScale, float outputScale) {
        float[] results = new float[scales.length];
        for (int channel = 0; channel < results.length; channel++) {
            results[channel] = inputScale * scales[channel] / outputScale;
        }
        return results;
    }

    /** How much of the float weights the integers keep. */
    SignalToNoise signal(LayerWeights layer) {
        double signal = 0;
        double noise = 0;
        for (int i = 0; i < values.length; i++) {
            double weight = layer.weights()[i];
            double error = scales[layer.channelOf(i)] * values[i] - weight;
            signal += weight * weight;
            noise += error * error;
        }
        return new SignalToNoise(signal, noise);
    }

    /** For each channel the least scale that holds its weights and its bias; 0 where it has none. */
    private static float[] leastScales(LayerWeights layer, float inputScale) {
        float[] largest = new float[layer.biases().length];
        for (int i = 0; i < layer.weights().length; i += layer.run()) {
            int channel = layer.channel().applyAsInt(i / layer.run());
            for (int at = i; at < i + layer.run(); at++) {
                largest[channel] = Math.max(largest[channel], Math.abs(layer.weights()[at]));
            }
        }
        for (int channel = 0; channel < largest.length; channel++) {
            float bias = Math.abs(layer.biases()[channel]) / LARGEST_BIAS / inputScale;
            largest[channel] = Math.max(largest[channel] / LARGEST, bias);
        }
        return largest;
    }
}
