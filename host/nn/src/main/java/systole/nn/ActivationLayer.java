package systole.nn;

/**
 * A function of each element by itself.
 *
 * @param size elements of one image
 * @param function y of x
 * @param derivative dy/dx, of x and y
 */
record ActivationLayer(int size, Function function, Derivative derivative) implements Layer {
    /** From one float to another. */
    @FunctionalInterface
    interface Function {
        float of(float x);
    }

    /** A slope, which may be easier to tell by the result. */
    @FunctionalInterface
    interface Derivative {
        float of(float x, float y);
    }

    static ActivationLayer sigmoid(int size) {
        return new ActivationLayer(size, x -> (float) (1 / (1 + Math.exp(-x))), (_, y) -> y * (1 - y));
    }

    static ActivationLayer tanh(int size) {
        return new ActivationLayer(size, x -> (float) Math.tanh(x), (_, y) -> 1 - y * y);
    }

    static ActivationLayer leakyRelu(int size, float slope) {
        return new ActivationLayer(size, x -> x >= 0 ? x : slope * x, (x, _) -> x >= 0 ? 1 : slope);
    }

    static ActivationLayer elu(int size, float alpha) {
        return new ActivationLayer(size, x -> x >= 0 ? x : (float) (alpha * Math.expm1(x)), (x, y) -> x >= 0 ? 1 : y + alpha);
    }

    @Override
    public void forward(Pass pass, float[][] inputs, float[] output) {
        float[] input = inputs[0];
        pass.workers().forRanges(pass.images() * size, 1, (from, to) -> {
            for (int i = from; i < to; i++) {
                output[i] = function.of(input[i]);
            }
        });
    }

    @Override
    public void backward(Pass pass, float[][] inputs, float[] output, float[] outputGradient, float[][] inputGradients) {
        float[] input = inputs[0];
        pass.workers().forRanges(pass.images() * size, 1, (from, to) -> {
            for (int i = from; i < to; i++) {
                inputGradients[0][i] += outputGradient[i] * derivative.of(input[i], output[i]);
            }
        });
    }
}
