package systole.nn;

import systole.graph.Node;

/**
 * Fully connected: output (images, outputs) = input (images, inputs) times the transposed weight (outputs, inputs), plus the bias. Forward
 * computes the transposed product, weight times input, in which weights are read once and where they lie.
 */
record LinearLayer(Node node, int inputs, Parameters parameters, Bias bias) implements Layer {
    @Override
    public void forward(Pass pass, float[][] inputs, float[] output) {
        bias.start(pass, parameters, output);
        Matrix right = rows(inputs[0], pass, this.inputs).transposed();
        Cut cut = Cut.of(outputs(), Kernel.BEST.rows(), pass.workers().parts(1));
        pass.workers().forEach(cut.parts(), part -> {
            int from = cut.from(part);
            Matrix product = Matrix.of(new float[(cut.to(part) - from) * pass.images()], 0, cut.to(part) - from, pass.images());
            MatrixProduct.add(weight(parameters).part(from, product.rows(), 0, this.inputs), right, product);
            addTransposed(product, output, from);
        });
    }

    private void addTransposed(Matrix product, float[] output, int first) {
        for (int row = 0; row < product.rows(); row++) {
            for (int image = 0; image < product.columns(); image++) {
                output[image * outputs() + first + row] += product.values()[product.at(row, image)];
            }
        }
    }

    @Override
    public void backward(Pass pass, float[][] inputs, float[] output, float[] outputGradient, float[][] inputGradients) {
        Matrix delta = rows(outputGradient, pass, outputs());
        Matrix inputGradient = rows(inputGradients[0], pass, this.inputs);
        forColumns(pass, (from, to) -> MatrixProduct.addColumns(delta, weight(parameters), inputGradient, from, to));
    }

    @Override
    public void addGradients(Pass pass, float[][] inputs, float[] outputGradient, Parameters gradients) {
        bias.addGradient(pass, outputGradient, gradients);
        Matrix delta = rows(outputGradient, pass, outputs());
        Matrix input = rows(inputs[0], pass, this.inputs);
        forColumns(pass, (from, to) -> MatrixProduct.addColumns(delta.transposed(), input, weight(gradients), from, to));
    }

    private void forColumns(Pass pass, Workers.Range task) {
        Cut cut = Cut.of(inputs, Kernel.BEST.columns(), pass.workers().parts(1));
        pass.workers().forEach(cut.parts(), part -> task.run(cut.from(part), cut.to(part)));
    }

    private Matrix weight(Parameters of) {
        return Matrix.of(of.weight(node), 0, outputs(), inputs);
    }

    private int outputs() {
        return node.output().size();
    }

    private static Matrix rows(float[] values, Pass pass, int features) {
        return Matrix.of(values, 0, pass.images(), features);
    }
}
