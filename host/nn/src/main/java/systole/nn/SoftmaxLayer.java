package systole.nn;

/**
 * exp(x) over the sum of exp(x), over channels, shifted by the largest so that nothing overflows.
 *
 * @param channels how many values make a sum
 * @param area elements of a channel
 */
record SoftmaxLayer(int channels, int area) implements Layer {
    @Override
    public void forward(Pass pass, float[][] inputs, float[] output) {
        ChannelColumn.forEach(pass, channels, area, column -> {
            double logarithm = column.logarithmOfSum(inputs[0]);
            column.forEach(at -> output[at] = (float) Math.exp(inputs[0][at] - logarithm));
        });
    }

    /** dx = y (dy - sum of dy y). */
    @Override
    public void backward(Pass pass, float[][] inputs, float[] output, float[] outputGradient, float[][] inputGradients) {
        ChannelColumn.forEach(pass, channels, area, column -> {
            double sum = column.sum(at -> (double) outputGradient[at] * output[at]);
            column.forEach(at -> inputGradients[0][at] += (float) (output[at] * (outputGradient[at] - sum)));
        });
    }
}
