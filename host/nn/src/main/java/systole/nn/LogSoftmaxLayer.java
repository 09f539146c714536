package systole.nn;

/**
 * The logarithm of {@link SoftmaxLayer}, without the detour: x - log(sum of exp(x)).
 *
 * @param channels how many values make a sum
 * @param area elements of a channel
 */
record LogSoftmaxLayer(int channels, int area) implements Layer {
    @Override
    public void forward(Pass pass, float[][] inputs, float[] output) {
        ChannelColumn.forEach(pass, channels, area, column -> {
            double logarithm = column.logarithmOfSum(inputs[0]);
            column.forEach(at -> output[at] = (float) (inputs[0][at] - logarithm));
        });
    }

    /** dx = dy - exp(y) * sum of dy. */
    @Override
    public void backward(Pass pass, float[][] inputs, float[] output, float[] outputGradient, float[][] inputGradients) {
        ChannelColumn.forEach(pass, channels, area, column -> {
            double sum = column.sum(at -> outputGradient[at]);
            column.forEach(at -> inputGradients[0][at] += (float) (outputGradient[at] - Math.exp(output[at]) * sum));
        });
    }
}
