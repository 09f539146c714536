package systole.nn;

import java.util.Arrays;
import java.util.Optional;
import systole.graph.Node;
import systole.graph.Operator;

/**
 * What becomes of each output channel's sum in a convolution: times a factor, plus an addend. A batch normalisation by running statistics behind
 * the convolution is folded into them.
 */
record Affine(float[] factors, float[] addends) {
    static Affine of(Node convolution, Optional<Node> normalisation, Parameters parameters) {
        int channels = convolution.output().channels();
        float[] biases = parameters.bias(convolution).orElseGet(() -> new float[channels]);
        float[] factors = new float[channels];
        Arrays.fill(factors, 1);
        return normalisation.map(norm -> normalised(norm, biases, parameters)).orElseGet(() -> new Affine(factors, biases));
    }

    /** (x + bias - mean) / sqrt(variance + epsilon) * weight + shift. */
    private static Affine normalised(Node norm, float[] biases, Parameters parameters) {
        float[] means = parameters.get(norm.name() + ".running_mean").values();
        float[] variances = parameters.get(norm.name() + ".running_var").values();
        float[] weights = parameters.weight(norm);
        float[] shifts = parameters.bias(norm).orElseThrow();
        float[] factors = new float[means.length];
        float[] addends = new float[means.length];
        double epsilon = ((Operator.BatchNorm2d) norm.operator()).epsilon();
        for (int channel = 0; channel < means.length; channel++) {
            double factor = weights[channel] / Math.sqrt(variances[channel] + epsilon);
            factors[channel] = (float) factor;
            addends[channel] = (float) (((double) biases[channel] - means[channel]) * factor + shifts[channel]);
        }
        return new Affine(factors, addends);
    }

    int channels() {
        return factors.length;
    }

    float factor(int channel) {
        return factors[channel];
    }

    float addend(int channel) {
        return addends[channel];
    }
}
