package systole.nn;

import systole.graph.Node;

/**
 * A fully connected layer of one image: a sum of products for each output, of weights read where they lie, since each is read once.
 *
 * @param node the layer
 * @param input a vector
 * @param output a vector
 */
record LinearStep(Node node, Parameters parameters, float[] input, float[] output) implements Step {
    private static final BlockKernel KERNEL = BlockKernel.BEST;

    @Override
    public void run(Workers workers) {
        float[] weights = parameters.weight(node);
        float[] biases = parameters.bias(node).orElseGet(() -> new float[output.length]);
        workers.forRanges(output.length, input.length, (from, to) -> {
            for (int row = from; row < to; row++) {
                output[row] = biases[row] + product(weights, row * input.length);
            }
        });
    }

    /** What fills no block is added behind it. */
    private float product(float[] weights, int row) {
        int whole = input.length / BlockedMap.BLOCK * BlockedMap.BLOCK;
        float sum = KERNEL.dot(weights, row, input, whole);
        for (int i = whole; i < input.length; i++) {
            sum = Math.fma(weights[row + i], input[i], sum);
        }
        return sum;
    }
}
