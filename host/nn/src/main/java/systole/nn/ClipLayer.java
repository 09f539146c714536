package systole.nn;

/** Values between two bounds; with 0 and infinity a ReLU. At a bound the derivative is 0. Written out because the loops are worth vectorising. */
record ClipLayer(int size, float low, float high) implements Layer {
    @Override
    public void forward(Pass pass, float[][] inputs, float[] output) {
        float[] input = inputs[0];
        pass.workers().forRanges(pass.images() * size, 1, (from, to) -> {
            for (int i = from; i < to; i++) {
                output[i] = Math.min(Math.max(input[i], low), high);
            }
        });
    }

    @Override
    public void backward(Pass pass, float[][] inputs, float[] output, float[] outputGradient, float[][] inputGradients) {
        float[] input = inputs[0];
        float[] inputGradient = inputGradients[0];
        pass.workers().forRanges(pass.images() * size, 1, (from, to) -> {
            for (int i = from; i < to; i++) {
                inputGradient[i] += input[i] > low && input[i] < high ? outputGradient[i] : 0;
            }
        });
    }
}
