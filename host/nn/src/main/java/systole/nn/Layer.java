package systole.nn;

/**
 * One operator's arithmetic on batches of images: arrays hold the images one after the other. A layer may keep what backward needs from forward,
 * so it belongs to one batch; its parameters may be shared.
 */
interface Layer {
    /**
     * Writes the whole output of a pass's images.
     *
     * @param inputs in the order of the node's inputs
     */
    void forward(Pass pass, float[][] inputs, float[] output);

    /**
     * Adds the loss's derivatives by the inputs to {@code inputGradients}, given what the forward pass read and wrote and the derivative by the
     * output. Two inputs may be the same tensor.
     */
    void backward(Pass pass, float[][] inputs, float[] output, float[] outputGradient, float[][] inputGradients);

    /** Adds the derivatives by its parameters, where it has some, to {@code gradients}; by itself, since either may not be asked for. */
    default void addGradients(Pass pass, float[][] inputs, float[] outputGradient, Parameters gradients) {
    }
}
