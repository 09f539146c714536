package systole.nn;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import systole.graph.Graph;
import systole.graph.Node;

/**
 * A batch's way through a network: every node's activations, forward, and their gradients, backward. It belongs to one thread; parameters are
 * shared, and read anew at each pass.
 */
final class Batch {
    private final Graph graph;
    private final int capacity;
    private final Map<String, Layer> layers = new LinkedHashMap<>();
    private final Map<String, float[]> activations = new LinkedHashMap<>();
    private final Map<String, float[]> activationGradients = new HashMap<>();

    /** Holds up to {@code capacity} images. */
    Batch(Graph graph, Parameters parameters, int capacity) {
        this.graph = graph;
        this.capacity = capacity;
        for (Node node : graph.nodes()) {
            activations.put(node.name(), new float[Math.multiplyExact(capacity, node.output().size())]);
        }
        for (Node node : computed()) {
            layers.put(node.name(), Layer.of(node, graph.inputShapes(node).getFirst(), parameters));
        }
    }

    /** Where the images go before {@link #forward}. */
    float[] input() {
        return activations.get(graph.input().name());
    }

    /** What {@link #forward} made. */
    float[] output() {
        return activations.get(graph.output());
    }

    /** The derivative by the output, to be set before {@link #backward}. */
    float[] outputGradient() {
        return gradient(graph.output());
    }

    /** Every node's activations by name, from the input on. */
    Map<String, float[]> activations() {
        return activations;
    }

    /** Computes all activations of the first images. */
    void forward(int images) {
        for (Node node : computed()) {
            layers.get(node.name()).forward(images, activations.get(node.inputs().getFirst()), activations.get(node.name()));
        }
    }

    /** Adds the derivatives by the parameters to {@code gradients}, after {@link #forward} with as many images. */
    void backward(int images, Parameters gradients) {
        for (Node node : computed()) {
            Arrays.fill(gradient(node.inputs().getFirst()), 0);
        }
        for (Node node : computed().reversed()) {
            String read = node.inputs().getFirst();
            layers.get(node.name()).backward(images, activations.get(read), activations.get(node.name()), gradient(node.name()),
                    gradient(read), gradients);
        }
    }

    private float[] gradient(String node) {
        return activationGradients.computeIfAbsent(node, name -> new float[capacity * graph.node(name).output().size()]);
    }

    private List<Node> computed() {
        return graph.nodes().subList(1, graph.nodes().size());
    }
}
