package systole.nn;

/**
 * A function of each element by itself.
 *
 * @param size elements of one image
 * @param function y of x
 * @param derivative dy/dx, of y
 */
record ActivationLayer(int size, Function function, Function derivative) implements Layer {
    /** From one float to another. */
    @FunctionalInterface
    interface Function {
        float apply(float value);
    }

    @Override
    public void forward(int images, float[] input, float[] output) {
        for (int i = 0; i < images * size; i++) {
            output[i] = function.apply(input[i]);
        }
    }

    @Override
    public void backward(int images, float[] input, float[] output, float[] outputGradient, float[] inputGradient, Parameters gradients) {
        for (int i = 0; i < images * size; i++) {
            inputGradient[i] += outputGradient[i] * derivative.apply(output[i]);
        }
    }

    /** 1 / (1 + exp(-x)), rounded to float once. */
    static float sigmoid(float x) {
        return (float) (1 / (1 + Math.exp(-x)));
    }
}
