package systole.quant;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import systole.graph.Graph;
import systole.graph.Node;

/** What values the tensors of a graph took over some images. Networks can be quantised from it by several plans. */
public final class Calibration {
    private final Map<String, TensorStatistics> tensors = new LinkedHashMap<>();

    private Calibration(Graph graph) {
        graph.nodes().forEach(node -> tensors.put(node.name(), new TensorStatistics(node.output())));
    }

    /**
     * Runs the float network over the images.
     *
     * @param images at least one, in the network's input layout
     * @param activations gives every node's tensor by name for an image, the input included
     * @throws QuantisationException where a tensor is missing or not finite
     */
    public static Calibration of(Graph graph, List<float[]> images, Function<float[], Map<String, float[]>> activations) {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("calibration needs at least one image");
        }
        Graph inference = Identities.removedFrom(graph);
        Calibration calibration = new Calibration(inference);
        for (float[] image : images) {
            Map<String, float[]> values = activations.apply(image);
            for (Node node : inference.nodes()) {
                calibration.observe(node.name(), values.get(node.name()));
            }
        }
        return calibration;
    }

    /** The values that a node's tensor took. */
    public Histogram values(String node) {
        return tensors.get(node).histogram();
    }

    TensorStatistics statistics(String node) {
        return tensors.get(node);
    }

    private void observe(String node, float[] values) {
        if (values == null) {
            throw new QuantisationException(node, "calibration saw no values of it; let the float network return every node's tensor");
        }
        try {
            tensors.get(node).add(values);
        } catch (IllegalArgumentException e) {
            throw new QuantisationException(node, "calibration gave values that are not finite; check its weights and the images");
        }
    }
}
