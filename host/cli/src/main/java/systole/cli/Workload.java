package systole.cli;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import systole.nn.Network;
import systole.nn.Parameters;
import systole.graph.Graph;
import systole.quant.QuantisedGraph;
import systole.quant.Quantiser;

/**
 * A quantised network with images to feed it.
 *
 * @param graph the network
 * @param pixels float images by index from 0, as many as anyone asks for
 */
record Workload(QuantisedGraph graph, IntFunction<float[]> pixels) {
    /**
     * Quantises a network by the first of its images.
     *
     * @param calibrationImages how many of them, at least 1
     */
    static Workload quantise(Graph graph, Parameters parameters, IntFunction<float[]> pixels, int calibrationImages) {
        Map<String, float[]> weights = parameters.tensors().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().values()));
        List<float[]> images = IntStream.range(0, calibrationImages).mapToObj(pixels).toList();
        Network network = new Network(graph, parameters);
        return new Workload(Quantiser.quantise(graph, weights, images, network::activations), pixels);
    }

    /** An image as the network takes it. */
    byte[] input(int index) {
        return quantise(pixels.apply(index));
    }

    /** Quantises an image of the user's; throws {@link IllegalArgumentException} where it has another size. */
    byte[] quantise(float[] image) {
        if (image.length != graph.input().shape().size()) {
            throw new IllegalArgumentException("network %s takes %s = %d values, not %d".formatted(
                    graph.name(), graph.input().shape(), graph.input().shape().size(), image.length));
        }
        byte[] input = new byte[image.length];
        for (int i = 0; i < input.length; i++) {
            input[i] = graph.input().quantisation().quantise(image[i]);
        }
        return input;
    }
}
