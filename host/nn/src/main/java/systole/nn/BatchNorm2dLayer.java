package systole.nn;

import java.util.function.Consumer;
import systole.graph.Node;
import systole.graph.Operator;

/** Per channel (x - mean) / sqrt(variance + epsilon) * weight + bias (Ioffe and Szegedy, 2015). */
final class BatchNorm2dLayer implements Layer {
    private final Node node;
    private final Operator.BatchNorm2d operator;
    private final Parameters parameters;
    private final Statistics statistics;
    private final double[] means;
    private final double[] reciprocals;

    BatchNorm2dLayer(Node node, Operator.BatchNorm2d operator, Parameters parameters, Statistics statistics) {
        this.node = node;
        this.operator = operator;
        this.parameters = parameters;
        this.statistics = statistics;
        means = new double[node.output().channels()];
        reciprocals = new double[node.output().channels()];
    }

    @Override
    public void forward(Pass pass, float[][] inputs, float[] output) {
        Statistics.Running running = new Statistics.Running(parameters.get(node.name() + ".running_mean").values(),
                parameters.get(node.name() + ".running_var").values(), operator.momentum());
        float[] weight = parameters.weight(node);
        float[] bias = parameters.bias(node).orElseThrow();
        forChannels(pass, inputs[0], channel -> {
            int c = channel.index();
            Statistics.Moments moments = statistics.measure(channel, running);
            means[c] = moments.mean();
            reciprocals[c] = 1 / Math.sqrt(moments.variance() + operator.epsilon());
            float scale = (float) (weight[c] * reciprocals[c]);
            channel.forPlanes((from, to) -> normalise(inputs[0], (float) means[c], scale, bias[c], output, from, to));
        });
    }

    private static void normalise(float[] input, float mean, float scale, float bias, float[] output, int from, int to) {
        for (int i = from; i < to; i++) {
            output[i] = (input[i] - mean) * scale + bias;
        }
    }

    /** With normalised x: dx = weight / deviation * (dy - dependence * (sum of dy + x * sum of dy x)). */
    @Override
    public void backward(Pass pass, float[][] inputs, float[] output, float[] outputGradient, float[][] inputGradients) {
        float[] weight = parameters.weight(node);
        float[] input = inputs[0];
        forChannels(pass, input, channel -> {
            int c = channel.index();
            double sum = channel.sum(i -> outputGradient[i]);
            double product = product(channel, outputGradient);
            double factor = weight[c] * reciprocals[c];
            double dependence = statistics.dependence(channel);
            channel.forPlanes((from, to) -> {
                for (int i = from; i < to; i++) {
                    double normalised = (input[i] - means[c]) * reciprocals[c];
                    inputGradients[0][i] += (float) (factor * (outputGradient[i] - dependence * (sum + normalised * product)));
                }
            });
        });
    }

    @Override
    public void addGradients(Pass pass, float[][] inputs, float[] outputGradient, Parameters gradients) {
        float[] weightGradient = gradients.weight(node);
        float[] biasGradient = gradients.bias(node).orElseThrow();
        forChannels(pass, inputs[0], channel -> {
            biasGradient[channel.index()] += (float) channel.sum(i -> outputGradient[i]);
            weightGradient[channel.index()] += (float) product(channel, outputGradient);
        });
    }

    /** Sum of dy times normalised x. */
    private double product(Channel channel, float[] outputGradient) {
        float[] input = channel.values();
        double mean = means[channel.index()];
        double reciprocal = reciprocals[channel.index()];
        return channel.sum(i -> outputGradient[i] * (input[i] - mean) * reciprocal);
    }

    private void forChannels(Pass pass, float[] values, Consumer<Channel> task) {
        int channels = node.output().channels();
        int area = node.output().height() * node.output().width();
        pass.workers().forRanges(channels, pass.images() * area, (from, to) -> {
            for (int channel = from; channel < to; channel++) {
                task.accept(new Channel(values, channel, pass.images(), channels, area));
            }
        });
    }
}
