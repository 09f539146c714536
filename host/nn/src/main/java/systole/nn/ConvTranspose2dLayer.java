package systole.nn;

import systole.graph.Node;
import systole.graph.Operator;
import systole.graph.Shape;

/** Transposed convolution: the output is the wide map. */
record ConvTranspose2dLayer(Node node, Parameters parameters, Bias bias, Correlation correlation) implements Layer {
    static ConvTranspose2dLayer of(Node node, Operator.ConvTranspose2d operator, Shape input, Parameters parameters) {
        return new ConvTranspose2dLayer(node, parameters, Bias.of(node), new Correlation(operator.window(), operator.groups(), node.output(), input));
    }

    @Override
    public void forward(Pass pass, float[][] inputs, float[] output) {
        bias.start(pass, parameters, output);
        correlation.toWide(pass, inputs[0], parameters.weight(node), output);
    }

    @Override
    public void backward(Pass pass, float[][] inputs, float[] output, float[] outputGradient, float[][] inputGradients) {
        correlation.toNarrow(pass, outputGradient, parameters.weight(node), inputGradients[0]);
    }

    @Override
    public void addGradients(Pass pass, float[][] inputs, float[] outputGradient, Parameters gradients) {
        bias.addGradient(pass, outputGradient, gradients);
        correlation.toWeights(pass, outputGradient, inputs[0], gradients.weight(node));
    }
}
