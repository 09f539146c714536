package systole.nn;

/** The sum of two tensors of one shape. */
record AddLayer(int size) implements Layer {
    @Override
    public void forward(Pass pass, float[][] inputs, float[] output) {
        float[] left = inputs[0];
        float[] right = inputs[1];
        pass.workers().forRanges(pass.images() * size, 1, (from, to) -> {
            for (int i = from; i < to; i++) {
                output[i] = left[i] + right[i];
            }
        });
    }

    @Override
    public void backward(Pass pass, float[][] inputs, float[] output, float[] outputGradient, float[][] inputGradients) {
        pass.workers().forRanges(pass.images() * size, 1, (from, to) -> {
            for (float[] gradient : inputGradients) {
                for (int i = from; i < to; i++) {
                    gradient[i] += outputGradient[i];
                }
            }
        });
    }
}
