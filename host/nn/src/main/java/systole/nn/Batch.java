package systole.nn;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /**
     * Adds the derivatives by the parameters that {@code gradients} holds, after {@link #forward} with the same pass. What only other parameters
     * and the input depend on is left out.
     */
    void backward(Pass pass, Parameters gradients) {
        Set<String> wanted = new HashSet<>();
        for (Node node : computed()) {
            if (gradients.holds(node) || node.inputs().stream().anyMatch(wanted::contains)) {
                wanted.add(node.name());
            }
        }
        backward(pass, graph.output(), gradients, wanted);
    }

    /** The derivative by the input, given that by a node's activations in {@link #gradient}; after {@link #forward} with the same pass. */
    float[] inputGradient(Pass pass, String from) {
        backward(pass, from, new Parameters(Map.of()), activations.keySet());
        return gradient(graph.input().name());
    }

    private void backward(Pass pass, String from, Parameters gradients, Set<String> wanted) {
        List<Node> nodes = computed().subList(0, computed().indexOf(graph.node(from)) + 1).stream()
                .filter(node -> wanted.contains(node.name())).toList();
        nodes.stream().flatMap(node -> node.inputs().stream()).distinct().filter(name -> !name.equals(from)).forEach(name ->
                Arrays.fill(gradient(name), 0, pass.images() * graph.node(name).output().size(), 0));
        for (Node node : nodes.reversed()) {
            if (gradients.holds(node)) {
                layers.get(node.name()).addGradients(pass, read(node), gradient(node.name()), gradients);
            }
            if (node.inputs().stream().anyMatch(wanted::contains)) {
                float[][] inputGradients = node.inputs().stream().map(this::gradient).toArray(float[][]::new);
                layers.get(node.name()).backward(pass, read(node), activations.get(node.name()), gradient(node.name()), inputGradients);
            }
        }
    }

    /** The derivative by a node's activations, after a backward pass that needed it. */
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
