package systole.quant;

/** What is done about the shift that rounded weights give a layer's outputs. */
public enum BiasCorrection {
    /** Nothing. */
    NONE {
        @Override
        LayerWeights corrected(LayerWeights layer, QuantisedWeights rounded, ExpectedInputs inputs) {
            return layer;
        }
    },
    /**
     * The mean shift is taken off the bias: sum over weights of (rounded - weight) * mean of the input, by the means of calibration (Nagel, van
     * Baalen, Blankevoort and Welling, Data-Free Quantization Through Weight Equalization and Bias Correction, 2019, section 4.2).
     */
    MEAN_SHIFT {
        @Override
        LayerWeights corrected(LayerWeights layer, QuantisedWeights rounded, ExpectedInputs inputs) {
            double[] shifts = new double[layer.biases().length];
            for (int i = 0; i < layer.weights().length; i++) {
                int channel = layer.channelOf(i);
                float value = rounded.scales()[channel] * rounded.values()[i];
                shifts[channel] += ((double) value - layer.weights()[i]) * inputs.of(i);
            }
            float[] biases = layer.biases().clone();
            for (int channel = 0; channel < biases.length; channel++) {
                biases[channel] -= (float) shifts[channel];
            }
            return new LayerWeights(layer.weights(), biases, layer.run(), layer.channel());
        }
    };

    /** The layer with the biases to use, given its weights as they are rounded. */
    abstract LayerWeights corrected(LayerWeights layer, QuantisedWeights rounded, ExpectedInputs inputs);
}
