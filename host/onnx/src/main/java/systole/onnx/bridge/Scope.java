package systole.onnx.bridge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import systole.graph.Operator;
import systole.graph.Shape;
import systole.graph.Value;
import systole.nn.Parameters;
import systole.onnx.OnnxException;
import systole.onnx.model.Model;
import systole.onnx.model.OnnxGraph;
import systole.onnx.model.OnnxNode;
import systole.onnx.tensor.Tensor;

/** A graph that is being made from a model: what tensors have become, and the parameters so far. */
final class Scope {
    private final Model model;
    private final Map<String, Value> values = new HashMap<>();
    private final Map<String, systole.nn.Tensor> parameters = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>(Set.of("input"));
    private final Set<OnnxNode> done = new HashSet<>();

    Scope(Model model, String input, Value value) {
        this.model = model;
        values.put(input, value);
    }

    int opset() {
        return model.opset();
    }

    Parameters parameters() {
        return new Parameters(parameters);
    }

    /** What the tensor has become; throws {@link OnnxException} where it is a constant. */
    Value value(String tensor) {
        Value value = values.get(tensor);
        if (value == null) {
            throw new OnnxException("tensor %s is a constant".formatted(tensor));
        }
        return value;
    }

    Value input(OnnxNode node, int index) {
        return value(index < node.inputs().size() ? node.inputs().get(index) : "");
    }

    /** A constant input, where it is there. */
    Optional<Tensor> constant(OnnxNode node, int index) {
        return index < node.inputs().size() ? Optional.ofNullable(model.graph().initialisers().get(node.inputs().get(index))) : Optional.empty();
    }

    /** A constant input; throws {@link OnnxException} where it is not constant. */
    Tensor requireConstant(OnnxNode node, int index) {
        return constant(node, index).orElseThrow(() -> new OnnxException("its input %d must be a constant".formatted(index)));
    }

    boolean isConstant(OnnxNode node, int index) {
        return constant(node, index).isPresent();
    }

    /** Appends an operator that is called as the node. */
    Value then(OnnxNode node, Operator operator, Value first, Value... others) {
        return first.then(name(node), operator, others);
    }

    private String name(OnnxNode node) {
        String name = node.name();
        for (int i = 2; !names.add(name); i++) {
            name = node.name() + "." + i;
        }
        return name;
    }

    /** Keeps a parameter of the operator that was appended last for the node. */
    void parameter(Value of, String kind, Shape shape, float[] numbers) {
        parameters.put(of.name() + "." + kind, new systole.nn.Tensor(shape, numbers));
    }

    /** The node's tensor. */
    void define(String tensor, Value value) {
        values.put(tensor, value);
    }

    boolean isDone(OnnxNode node) {
        return done.contains(node);
    }

    /**
     * The bias of a layer without one, where nothing reads the layer but an addition of constants, one a channel, or one for all: that addition is done
     * by the layer then.
     *
     * @param rank axes of the node's tensor, images included
     */
    Optional<float[]> biasBehind(OnnxNode node, int channels, int rank) {
        OnnxGraph graph = model.graph();
        String made = node.outputs().getFirst();
        List<OnnxNode> readers = new ArrayList<>(graph.nodes().stream().filter(reader -> reader.inputs().contains(made)).toList());
        boolean isOutput = graph.outputs().stream().anyMatch(output -> output.name().equals(made));
        if (isOutput || readers.size() != 1 || !readers.getFirst().operator().equals("Add") || !readers.getFirst().domain().isEmpty()) {
            return Optional.empty();
        }
        OnnxNode addition = readers.getFirst();
        int other = addition.inputs().getFirst().equals(made) ? 1 : 0;
        Optional<float[]> bias = constant(addition, other).flatMap(tensor -> Channels.of(tensor, channels, rank));
        bias.ifPresent(_ -> done.add(addition));
        return bias;
    }

    /** The tensor that a layer makes, or the one that the addition makes which it does as well. */
    String finalOutput(OnnxNode node) {
        String made = node.outputs().getFirst();
        return done.stream().filter(addition -> addition.inputs().contains(made)).map(addition -> addition.outputs().getFirst()).findFirst().orElse(made);
    }
}
