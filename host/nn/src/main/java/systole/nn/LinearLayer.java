package systole.nn;

import systole.graph.Node;

/** Fully connected: output (images, outputs) = input (images, inputs) times the transposed weight (outputs, inputs), plus the bias. */
record LinearLayer(Node node, int inputs, Parameters parameters) implements Layer {
    @Override
    public void forward(int images, float[] input, float[] output) {
        int outputs = node.output().size();
        for (int image = 0; image < images; image++) {
            System.arraycopy(parameters.bias(node), 0, output, image * outputs, outputs);
        }
        MatrixProduct.add(Matrix.of(input, 0, images, inputs), weight(parameters).transposed(), Matrix.of(output, 0, images, outputs));
    }

    @Override
    public void backward(int images, float[] input, float[] output, float[] outputGradient, float[] inputGradient, Parameters gradients) {
        int outputs = node.output().size();
        float[] biasGradient = gradients.bias(node);
        Matrix delta = Matrix.of(outputGradient, 0, images, outputs);
        for (int i = 0; i < images * outputs; i++) {
            biasGradient[i % outputs] += outputGradient[i];
        }
        MatrixProduct.add(delta.transposed(), Matrix.of(input, 0, images, inputs), weight(gradients));
        MatrixProduct.add(delta, weight(parameters), Matrix.of(inputGradient, 0, images, inputs));
    }

    private Matrix weight(Parameters of) {
        return Matrix.of(of.weight(node), 0, node.output().size(), inputs);
    }
}
