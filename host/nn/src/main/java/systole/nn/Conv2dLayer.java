package systole.nn;

import systole.graph.Node;
import systole.graph.Operator;
import systole.graph.Shape;

/** Convolution: the input is the wide map. */
record Conv2dLayer(Node node, Parameters parameters, Bias bias, Correlation correlation) implements Layer {
    static Conv2dLayer of(Node node, Operator.Conv2d operator, Shape input, Parameters parameters) {
        return new Conv2dLayer(node, parameters, Bias.of(node), new Correlation(operator.window(), operator.groups(), input, node.output()));
    }

    @Override
    public void forward(Pass pass, float[][] inputs, float[] output) {
        bias.start(pass, parameters, output);
        correlation.toNarrow(pass, inputs[0], parameters.weight(node), output);
    }

    @Override
    public void backward(Pass pass, float[][] inputs, float[] output, float[] outputGradient, float[][] inputGradients) {
        correlation.toWide(pass, outputGradient, parameters.weight(node), inputGradients[0]);
    }

    @Override
    public void addGradients(Pass pass, float[][] inputs, float[] outputGradient, Parameters gradients) {
        bias.addGradient(pass, outputGradient, gradients);
        correlation.toWeights(pass, inputs[0], outputGradient, gradients.weight(node));
    }
}
