package systole.quant;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import systole.graph.Graph;
import systole.graph.Node;

/**
 * The range of every tensor of a graph over some images: min/max calibration.
 *
 * @param ranges by node name
 */
public record Calibration(Map<String, Range> ranges) {
    public Calibration {
        ranges = Collections.unmodifiableMap(new LinkedHashMap<>(ranges));
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
        Map<String, Range> ranges = new LinkedHashMap<>();
        for (float[] image : images) {
            Map<String, float[]> tensors = activations.apply(image);
            for (Node node : graph.nodes()) {
                ranges.merge(node.name(), observe(node.name(), tensors.get(node.name())), Range::union);
            }
        }
        return new Calibration(ranges);
    }

    /** The range of that node's tensor. */
    public Range of(String node) {
        return ranges.get(node);
    }

    private static Range observe(String node, float[] values) {
        if (values == null) {
            throw new QuantisationException(node, "calibration saw no values of it; let the float network return every node's tensor");
        }
        try {
            return Range.of(values);
        } catch (IllegalArgumentException e) {
            throw new QuantisationException(node, "calibration gave values that are not finite; check its weights and the images");
        }
    }
}
