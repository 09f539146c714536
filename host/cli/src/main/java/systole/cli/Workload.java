package systole.cli;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import systole.graph.Graph;
import systole.nn.Network;
import systole.nn.Parameters;
import systole.nn.Workers;
import systole.quant.QuantisedGraph;
import systole.quant.Quantiser;
import systole.runtime.ProgressMonitor;

/**
 * A quantised network with images to feed it.
 *
 * @param graph the network
 * @param images gives the first so many of its float images
 */
record Workload(QuantisedGraph graph, IntFunction<List<float[]>> images) {
    /** Quantises a network, calibrated by images that are not among those it will be fed. */
    static Workload quantise(
            Graph graph, Parameters parameters, List<float[]> calibration, IntFunction<List<float[]>> images, ProgressMonitor monitor) {
        try (Workers workers = Workers.of(Runtime.getRuntime().availableProcessors());
                ProgressMonitor.Task task = monitor.begin("quantising " + graph.name(), calibration.size())) {
            Network network = new Network(graph, parameters, workers);
            return new Workload(Quantiser.quantise(graph, parameters.values(), calibration, image -> {
                Map<String, float[]> activations = network.activations(image);
                task.advance(1);
                return activations;
            }), images);
        }
    }

    /** The first so many images as the network takes them. */
    List<byte[]> inputs(int count) {
        return images.apply(count).stream().map(this::quantise).toList();
    }

    /** A float image as the network takes it. */
    byte[] quantise(float[] image) {
        return graph.input().quantisation().quantise(image);
    }
}
