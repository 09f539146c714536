package systole.nn;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import systole.graph.Graph;
import systole.graph.Node;
import systole.graph.Shape;

/**
 * A network's weights, biases and running statistics by PyTorch's names ({@code conv1.weight}, {@code conv1.bias}, {@code bn1.running_mean}),
 * in a fixed order. Gradients have the same names; what has no gradient is not trained.
 */
public final class Parameters {
    private final Map<String, Tensor> tensors;

    public Parameters(Map<String, Tensor> tensors) {
        this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /** Zeros for everything that the graph's nodes keep. */
    public static Parameters zeros(Graph graph) {
        return zeros(graph.stateShapes());
    }

    /** Zeros for what training changes by gradients: everything but the running statistics. */
    public static Parameters gradients(Graph graph) {
        return zeros(graph.parameterShapes());
    }

    private static Parameters zeros(Map<String, Shape> shapes) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> tensors.put(name, Tensor.zeros(shape)));
        return new Parameters(tensors);
    }

    /** The tensor of that name; throws {@link IllegalArgumentException} where there is none. */
    public Tensor get(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("there is no parameter %s among %s".formatted(name, tensors.keySet()));
        }
        return tensor;
    }

    /** Whether there are a node's weights among them. */
    boolean holds(Node node) {
        return tensors.containsKey(node.name() + ".weight");
    }

    /** A node's weights. */
    float[] weight(Node node) {
        return get(node.name() + ".weight").values();
    }

    /** A node's biases, where it has some. */
    Optional<float[]> bias(Node node) {
        return Optional.ofNullable(tensors.get(node.name() + ".bias")).map(Tensor::values);
    }

    /** All tensors by name, in order. */
    public Map<String, Tensor> tensors() {
        return tensors;
    }

    /** All tensors' values by name, in order; not copies. */
    public Map<String, float[]> values() {
        Map<String, float[]> values = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> values.put(name, tensor.values()));
        return values;
    }

    /** How many numbers there are. */
    public long count() {
        return tensors.values().stream().mapToLong(tensor -> tensor.shape().size()).sum();
    }

    /** The tensors that do not belong to those nodes; not copies. */
    Parameters without(Set<String> nodes) {
        Map<String, Tensor> rest = new LinkedHashMap<>(tensors);
        rest.keySet().removeIf(name -> nodes.contains(name.substring(0, name.lastIndexOf('.'))));
        return new Parameters(rest);
    }

    /** Takes another's numbers; throws {@link WeightsException} where names or shapes are not the same. */
    void copyFrom(Parameters other) {
        TransferReport report = TransferReport.of(this, other);
        if (!report.isComplete()) {
            throw new WeightsException("the numbers of another network cannot be taken: " + report);
        }
        loadByName(other);
    }

    /**
     * Takes another network's numbers where name and shape are the same, as those of a network that was trained before, and leaves the rest as it is.
     *
     * @return what was taken and what was not
     */
    public TransferReport loadByName(Parameters other) {
        TransferReport report = TransferReport.of(this, other);
        report.loaded().forEach(name -> System.arraycopy(other.get(name).values(), 0, get(name).values(), 0, get(name).values().length));
        return report;
    }

    /** Sets every number. */
    void fill(float value) {
        tensors.values().forEach(tensor -> Arrays.fill(tensor.values(), value));
    }

    /** Multiplies every number. */
    void scale(float factor) {
        for (Tensor tensor : tensors.values()) {
            float[] values = tensor.values();
            for (int i = 0; i < values.length; i++) {
                values[i] *= factor;
            }
        }
    }

    /**
     * This, if it holds exactly the graph's parameters and buffers; throws {@link WeightsException} that names what is missing, unexpected or
     * misshapen.
     */
    public Parameters requireFits(Graph graph) {
        Map<String, Shape> shapes = graph.stateShapes();
        requireNone("lack", difference(shapes.keySet(), tensors.keySet()), graph);
        requireNone("have the unexpected", difference(tensors.keySet(), shapes.keySet()), graph);
        shapes.forEach((name, shape) -> {
            if (!get(name).shape().equals(shape)) {
                throw new WeightsException("the weights' %s is %s, but graph %s needs %s".formatted(name, get(name).shape(), graph.name(), shape));
            }
        });
        return this;
    }

    private static void requireNone(String what, Set<String> names, Graph graph) {
        if (!names.isEmpty()) {
            throw new WeightsException("the weights %s %s for graph %s".formatted(what, String.join(", ", names), graph.name()));
        }
    }

    private static Set<String> difference(Set<String> all, Set<String> without) {
        Set<String> rest = new LinkedHashSet<>(all);
        rest.removeAll(without);
        return rest;
    }
}
