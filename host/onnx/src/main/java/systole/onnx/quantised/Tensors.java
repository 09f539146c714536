package systole.onnx.quantised;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import systole.graph.Shape;
import systole.onnx.Interpreter;
import systole.onnx.model.Model;
import systole.onnx.model.OnnxNode;
import systole.onnx.model.ValueInfo;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorBuilder;

/**
 * What is known of a model's tensors before it runs: the values of constants, and an example of the others, which tells their type and extents. What
 * the array makes needs no example to be computed.
 */
final class Tensors {
    private final Model model;
    private final Map<String, Tensor> examples;
    private final Set<String> constants;

    /** Begins with the initialisers, and with zeros for the inputs; extents that the model leaves open are 1. */
    Tensors(Model model) {
        this.model = model;
        examples = new HashMap<>(model.graph().initialisers());
        constants = new HashSet<>(examples.keySet());
        model.graph().inputs().forEach(input -> examples.put(input.name(), zeros(input)));
    }

    private static Tensor zeros(ValueInfo input) {
        int[] extents = input.dimensions().orElse(List.of()).stream().mapToInt(dimension -> dimension.size().orElse(1)).toArray();
        return new TensorBuilder(input.type().orElse(DataType.FLOAT), Extents.of(extents)).build();
    }

    /** Computes examples of what a node makes, on the host; its results are constant if all that it reads is. */
    void evaluate(OnnxNode node) {
        List<Optional<Tensor>> inputs = node.inputs().stream().map(name -> Optional.ofNullable(examples.get(name))).toList();
        List<Tensor> made = Interpreter.evaluate(node, model.opsets().getOrDefault(node.domain(), 1), inputs);
        boolean constant = node.inputs().stream().allMatch(name -> name.isEmpty() || constants.contains(name));
        for (int i = 0; i < Math.min(made.size(), node.outputs().size()); i++) {
            examples.put(node.outputs().get(i), made.get(i));
            if (constant) {
                constants.add(node.outputs().get(i));
            }
        }
    }

    /** Takes note of a tensor that the array will make. */
    void define(String name, DataType type, Extents extents) {
        examples.put(name, new TensorBuilder(type, extents).build());
    }

    /** A tensor's example; throws {@link HostOnlyException} where a node lacks that input, or nothing tells what it is. */
    Tensor example(String name) {
        return find(name).orElseThrow(
                () -> new HostOnlyException(name.isEmpty() ? "an input is missing" : "nothing tells the type of tensor " + name));
    }

    Optional<Tensor> find(String name) {
        return Optional.ofNullable(examples.get(name));
    }

    boolean isConstant(String name) {
        return constants.contains(name);
    }

    /** Whether the node reads nothing that changes from run to run. */
    boolean readsConstants(OnnxNode node) {
        return node.inputs().stream().allMatch(name -> name.isEmpty() || constants.contains(name));
    }

    /** All constants by name. */
    Map<String, Tensor> constants() {
        Map<String, Tensor> values = new HashMap<>(examples);
        values.keySet().retainAll(constants);
        return values;
    }

    /** An input's value; throws {@link HostOnlyException} where it is not there or not constant. */
    Tensor constant(OnnxNode node, int input) {
        String name = node.input(input);
        if (!constants.contains(name)) {
            throw new HostOnlyException("its input %d is not constant".formatted(input));
        }
        return examples.get(name);
    }

    /** The same, or nothing where the input is left out. */
    Optional<Tensor> optionalConstant(OnnxNode node, int input) {
        return node.input(input).isEmpty() ? Optional.empty() : Optional.of(constant(node, input));
    }

    /** A tensor's shape behind the batch; throws {@link HostOnlyException} where there is none. */
    Shape shape(String name) {
        Extents extents = example(name).extents();
        if (extents.rank() < 2) {
            throw new HostOnlyException("tensor %s has no extents behind the batch".formatted(name));
        }
        try {
            return new Shape(extents.sizes().subList(1, extents.rank()));
        } catch (IllegalArgumentException e) {
            throw new HostOnlyException(e.getMessage());
        }
    }

    int batch(String name) {
        return example(name).extents().get(0);
    }
}
