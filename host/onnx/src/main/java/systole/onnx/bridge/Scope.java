package systole.onnx.bridge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import systole.graph.Operator;
import systole.graph.Shape;
import systole.graph.Value;
import systole.nn.Parameters;
import systole.onnx.Interpreter;
import systole.onnx.OnnxException;
import systole.onnx.model.Model;
import systole.onnx.model.OnnxNode;
import systole.onnx.operator.Broadcast;
import systole.onnx.operator.Call;
import systole.onnx.operator.Operators;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorBuilder;

/** A graph that is being made from a model: what tensors have become, and the parameters so far. */
final class Scope {
    private static final Set<String> EXTENTS_ALONE = Set.of("Shape", "Size");

    private final Model model;
    private final Map<String, Tensor> constants;
    private final Map<String, Value> values = new HashMap<>();
    private final Map<String, systole.nn.Tensor> parameters = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>(Set.of("input"));
    private final Set<OnnxNode> done = new HashSet<>();
    private final Map<String, String> finalOutputs = new HashMap<>();
    private final Map<String, List<OnnxNode>> readers = new HashMap<>();

    Scope(Model model, String input, Value value) {
        this.model = model;
        constants = new HashMap<>(model.graph().initialisers());
        values.put(input, value);
        for (OnnxNode node : model.graph().nodes()) {
            Set.copyOf(node.inputs()).forEach(read -> readers.computeIfAbsent(read, _ -> new ArrayList<>()).add(node));
        }
    }

    int opset() {
        return model.opset();
    }

    Parameters parameters() {
        return new Parameters(parameters);
    }

    /** Of one image, by the tensors' names. */
    Map<String, Shape> shapes() {
        return values.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, tensor -> tensor.getValue().shape()));
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
        return index < node.inputs().size() ? Optional.ofNullable(constants.get(node.inputs().get(index))) : Optional.empty();
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

    /** Whether the node reads constants, or of a tensor its extents, alone: what it makes is constant then. */
    boolean fold(OnnxNode node) {
        boolean ofExtents = node.domain().isEmpty() && EXTENTS_ALONE.contains(node.operator()) && !node.inputs().isEmpty()
                && values.containsKey(node.inputs().getFirst());
        boolean ofConstants = node.inputs().stream().allMatch(read -> read.isEmpty() || constants.containsKey(read));
        if (!ofExtents && !ofConstants) {
            return false;
        }
        List<Optional<Tensor>> inputs = ofExtents ? List.of(Optional.of(zeros(input(node, 0).shape())))
                : node.inputs().stream().map(read -> Optional.ofNullable(constants.get(read))).toList();
        List<Tensor> made = Interpreter.evaluate(node, model.opsets().getOrDefault(node.domain(), 1), inputs);
        for (int i = 0; i < Math.min(made.size(), node.outputs().size()); i++) {
            constants.put(node.outputs().get(i), made.get(i));
        }
        return true;
    }

    /** One image of that shape, for operators whose result depends on its extents alone. */
    static Tensor zeros(Shape shape) {
        return new TensorBuilder(DataType.BOOL, extents(shape)).build();
    }

    /** The extents of one image. */
    static Extents extents(Shape shape) {
        List<Integer> extents = new ArrayList<>(List.of(1));
        extents.addAll(shape.extents());
        return new Extents(extents);
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
        String made = node.outputs().getFirst();
        List<OnnxNode> reading = readers.getOrDefault(made, List.of());
        boolean isOutput = model.graph().outputs().stream().anyMatch(output -> output.name().equals(made));
        if (isOutput || reading.size() != 1 || !reading.getFirst().operator().equals("Add") || !reading.getFirst().domain().isEmpty()) {
            return Optional.empty();
        }
        OnnxNode addition = reading.getFirst();
        int other = addition.inputs().getFirst().equals(made) ? 1 : 0;
        Optional<float[]> bias = constant(addition, other).flatMap(tensor -> perChannel(addition, tensor, channels, rank));
        if (bias.isPresent()) {
            done.add(addition);
            finalOutputs.put(made, addition.outputs().getFirst());
        }
        return bias;
    }

    /**
     * One number a channel of a constant that a node combines with a tensor; empty where it differs along any other axis.
     *
     * @param rank axes of that tensor, images included
     */
    Optional<float[]> perChannel(OnnxNode node, Tensor constant, int channels, int rank) {
        boolean aligned = opset() < Broadcast.ALWAYS && node.has("axis");
        return Channels.of(aligned ? Broadcast.alignedAt(Extents.axis(node.integer("axis", 0), rank), constant, rank) : constant, channels, rank);
    }

    /** What the node makes of a tensor, where all its other inputs are constants; throws {@link OnnxException} where they are not. */
    Tensor evaluated(OnnxNode node, Tensor x) {
        List<Optional<Tensor>> inputs = new ArrayList<>(List.of(Optional.of(x)));
        for (int i = 1; i < node.inputs().size(); i++) {
            inputs.add(node.inputs().get(i).isEmpty() ? Optional.empty() : Optional.of(requireConstant(node, i)));
        }
        return Operators.of(node).evaluate(new Call(node, opset(), inputs)).getFirst();
    }

    /** The tensor that a layer makes, or the one that the addition makes which it does as well. */
    String finalOutput(OnnxNode node) {
        String made = node.outputs().getFirst();
        return finalOutputs.getOrDefault(made, made);
    }
}
