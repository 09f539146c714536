package systole.nn;

/** The same values under another shape. */
record FlattenLayer(int size) implements Layer {
    @Override
    public void forward(int images, float[] input, float[] output) {
        System.arraycopy(input, 0, output, 0, images * size);
    }

    @Override
    public void backward(int images, float[] input, float[] output, float[] outputGradient, float[] inputGradient, Parameters gradients) {
        for (int i = 0; i < images * size; i++) {
            inputGradient[i] += outputGradient[i];
        }
    }
}
