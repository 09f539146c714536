package systole.nn;

import systole.graph.Operator;
import systole.graph.Shape;

/**
 * y = x * s^-beta with s = k + alpha/size * sum of x^2 over size neighbouring channels: size/2 before, the rest from the channel itself on, as
 * PyTorch has it (Krizhevsky et al., 2012, section 3.3).
 */
record LocalResponseNormLayer(Operator.LocalResponseNorm norm, Shape shape) implements Layer {
    @Override
    public void forward(Pass pass, float[][] inputs, float[] output) {
        float[] input = inputs[0];
        ChannelColumn.forEach(pass, shape.channels(), area(), column -> {
            for (int channel = 0; channel < shape.channels(); channel++) {
                int at = column.at(channel);
                output[at] = (float) (input[at] * Math.pow(scale(input, column, channel), -norm.beta()));
            }
        });
    }

    /** dx_i = dy_i s_i^-beta - 2 alpha beta / size * x_i * sum over the j whose sums hold i of dy_j x_j s_j^(-beta-1). */
    @Override
    public void backward(Pass pass, float[][] inputs, float[] output, float[] outputGradient, float[][] inputGradients) {
        float[] input = inputs[0];
        ChannelColumn.forEach(pass, shape.channels(), area(), column -> {
            double[] feedback = new double[shape.channels()];
            for (int channel = 0; channel < shape.channels(); channel++) {
                int at = column.at(channel);
                double scale = scale(input, column, channel);
                double power = Math.pow(scale, -norm.beta());
                inputGradients[0][at] += (float) (outputGradient[at] * power);
                feedback[channel] = outputGradient[at] * input[at] * power / scale;
            }
            for (int channel = 0; channel < shape.channels(); channel++) {
                double sum = 0;
                for (int reader = Math.max(0, channel - after()); reader <= Math.min(shape.channels() - 1, channel + before()); reader++) {
                    sum += feedback[reader];
                }
                int at = column.at(channel);
                inputGradients[0][at] -= (float) (2.0 * norm.alpha() * norm.beta() / norm.size() * input[at] * sum);
            }
        });
    }

    private double scale(float[] input, ChannelColumn column, int channel) {
        double sum = 0;
        for (int neighbour = Math.max(0, channel - before()); neighbour <= Math.min(shape.channels() - 1, channel + after()); neighbour++) {
            double value = input[column.at(neighbour)];
            sum += value * value;
        }
        return norm.k() + norm.alpha() / norm.size() * sum;
    }

    private int before() {
        return norm.size() / 2;
    }

    private int after() {
        return (norm.size() - 1) / 2;
    }

    private int area() {
        return shape.height() * shape.width();
    }
}
