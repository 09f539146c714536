package systole.nn;

import java.util.Arrays;
import systole.graph.Node;

/**
 * What a node adds to each output channel: its bias, or nothing where it has none.
 *
 * @param node whose bias it is
 * @param channels of the output
 * @param area elements of a channel
 */
record Bias(Node node, int channels, int area) {
    static Bias of(Node node) {
        return new Bias(node, node.output().channels(), node.output().size() / node.output().channels());
    }

    /** Sets the output of a pass's images to the bias. */
    void start(Pass pass, Parameters parameters, float[] output) {
        float[] bias = parameters.bias(node).orElseGet(() -> new float[channels]);
        pass.workers().forRanges(pass.images() * channels, area, (from, to) -> {
            for (int plane = from; plane < to; plane++) {
                Arrays.fill(output, plane * area, (plane + 1) * area, bias[plane % channels]);
            }
        });
    }

    /** Adds the derivative by the bias. */
    void addGradient(Pass pass, float[] outputGradient, Parameters gradients) {
        gradients.bias(node).ifPresent(gradient -> pass.workers().forRanges(channels, pass.images() * area, (from, to) -> {
            for (int channel = from; channel < to; channel++) {
                gradient[channel] += sum(pass.images(), channel, outputGradient);
            }
        }));
    }

    private float sum(int images, int channel, float[] values) {
        double sum = 0;
        for (int image = 0; image < images; image++) {
            int plane = (image * channels + channel) * area;
            for (int i = plane; i < plane + area; i++) {
                sum += values[i];
            }
        }
        return (float) sum;
    }
}
