package systole.nn;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import systole.graph.Graph;
import systole.graph.Node;

/**
 * A batch's way through a network: every node's activations, forward, and their gradients, backward. One thread calls it; parameters are
 * shared, and read anew at each pass. Gradients take memory only once they are asked for.
 */
final class Batch {
    private final Graph graph;
    private final FakeQuantisation rounding;
    private final int capacity;
    private final Map<String, Layer> layers = new LinkedHashMap<>();
    private final Map<String, float[]> activations = new LinkedHashMap<>();
    private final Map<String, float[]> activationGradients = new HashMap<>();

    /** Holds up to {@code capacity} images. */
    Batch(Graph graph, Parameters parameters, Phase phase, int capacity) {
        this(graph, parameters, _ -> phase, capacity);
    }

    /** The same where nodes are run for different reasons. */
    Batch(Graph graph, Parameters parameters, Function<Node, Phase> phases, int capacity) {
        this(graph, parameters, phases, FakeQuantisation.NONE, capacity);
    }

    /** The same with rounded weights and tensors. */
    Batch(Graph graph, Parameters parameters, Function<Node, Phase> phases, FakeQuantisation rounding, int capacity) {
        this.graph = graph;
        this.rounding = rounding;
        this.capacity = capacity;
        for (Node node : graph.nodes()) {
            activations.put(node.name(), new float[Math.multiplyExact(capacity, node.output().size())]);
        }
        for (Node node : computed()) {
            layers.put(node.name(), rounding.around(node, capacity, parameters,
                    values -> phases.apply(node).layer(node, graph.inputShapes(node), values)));
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
    void forward(Pass pass) {
        rounding.roundInput(graph.input(), pass, input());
        for (Node node : computed()) {
            layers.get(node.name()).forward(pass, read(node), activations.get(node.name()));
        }
    }

    /** Adds the derivatives by the parameters to {@code gradients}, after {@link #forward} with the same pass. */
    void backward(Pass pass, Parameters gradients) {
        for (Node node : graph.nodes()) {
            if (!node.name().equals(graph.output())) {
                Arrays.fill(gradient(node.name()), 0, pass.images() * node.output().size(), 0);
            }
        }
        for (Node node : computed().reversed()) {
            float[][] inputGradients = node.inputs().stream().map(this::gradient).toArray(float[][]::new);
            layers.get(node.name()).backward(pass, read(node), activations.get(node.name()), gradient(node.name()), inputGradients, gradients);
        }
    }

    /** The derivative by a node's activations, after {@link #backward}. */
    float[] gradient(String node) {
        return activationGradients.computeIfAbsent(node, name -> new float[capacity * graph.node(name).output().size()]);
    }

    /** The first node that made a NaN or an infinity of one of so many images. */
    Optional<Node> firstNotFinite(int images) {
        return graph.nodes().stream().filter(node -> {
            float[] values = activations.get(node.name());
            return IntStream.range(0, images * node.output().size()).anyMatch(i -> !Float.isFinite(values[i]));
        }).findFirst();
    }

    private float[][] read(Node node) {
        return node.inputs().stream().map(activations::get).toArray(float[][]::new);
    }

    private List<Node> computed() {
        return graph.nodes().subList(1, graph.nodes().size());
    }
}
