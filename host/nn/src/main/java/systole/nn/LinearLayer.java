package systole.nn;

/** Fully connected: output (images, outputs) = input (images, inputs) times the transposed weight (outputs, inputs), plus the bias. */
record LinearLayer(int inputs, int outputs, ParameterPair parameters, ParameterPair gradients) implements Layer {
    @Override
    public void forward(int images, float[] input, float[] output) {
        for (int image = 0; image < images; image++) {
            System.arraycopy(parameters.bias(), 0, output, image * outputs, outputs);
        }
        MatrixProduct.add(Matrix.of(input, 0, images, inputs), weight(parameters).transposed(), Matrix.of(output, 0, images, outputs));
    }

    @Override
    public void backward(int images, float[] input, float[] output, float[] outputGradient, float[] inputGradient) {
        Matrix delta = Matrix.of(outputGradient, 0, images, outputs);
        for (int i = 0; i < images * outputs; i++) {
            gradients.bias()[i % outputs] += outputGradient[i];
        }
        MatrixProduct.add(delta.transposed(), Matrix.of(input, 0, images, inputs), weight(gradients));
        MatrixProduct.add(delta, weight(parameters), Matrix.of(inputGradient, 0, images, inputs));
    }

    private Matrix weight(ParameterPair pair) {
        return Matrix.of(pair.weight(), 0, outputs, inputs);
    }
}
