package systole.quant;

import java.util.function.IntUnaryOperator;

/**
 * A layer's float weights and biases.
 *
 * @param weights runs of one output channel each
 * @param biases per output channel
 * @param run how many weights a run has
 * @param channel the output channel of each run
 */
record LayerWeights(float[] weights, float[] biases, int run, IntUnaryOperator channel) {
    /** Weights with output channels outermost: one run for each. */
    static LayerWeights outermost(float[] weights, float[] biases) {
        return new LayerWeights(weights, biases, weights.length / biases.length, output -> output);
    }

    /** Weights (inputs, outputs/groups, taps), as transposed convolutions have them. */
    static LayerWeights transposed(float[] weights, float[] biases, int inputs, int groups) {
        int groupOutputs = biases.length / groups;
        int groupInputs = inputs / groups;
        return new LayerWeights(weights, biases, weights.length / (inputs * groupOutputs), run ->
                run / groupOutputs / groupInputs * groupOutputs + run % groupOutputs);
    }

    /** The output channel of the weight at that index. */
    int channelOf(int weight) {
        return channel.applyAsInt(weight / run);
    }

    /** Those that compute this layer and then, channel by channel, what the other's one weight and bias say. */
    LayerWeights then(LayerWeights depthwise) {
        float[] factors = depthwise.weights;
        float[] scaled = new float[weights.length];
        for (int i = 0; i < weights.length; i++) {
            scaled[i] = weights[i] * factors[channelOf(i)];
        }
        float[] moved = new float[biases.length];
        for (int output = 0; output < moved.length; output++) {
            moved[output] = biases[output] * factors[output] + depthwise.biases[output];
        }
        return new LayerWeights(scaled, moved, run, channel);
    }
}
