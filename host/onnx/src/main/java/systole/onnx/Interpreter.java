package systole.onnx;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import systole.onnx.model.Dimension;
import systole.onnx.model.Model;
import systole.onnx.model.OnnxGraph;
import systole.onnx.model.OnnxNode;
import systole.onnx.model.ValueInfo;
import systole.onnx.operator.Call;
import systole.onnx.operator.Operators;
import systole.onnx.operator.UnsupportedOperatorException;
import systole.onnx.tensor.Tensor;

/** Runs a model on the host, node by node, in plain Java. A tensor's memory is free once its last reader is done. */
public final class Interpreter implements ModelExecutor {
    private final Model model;
    private final Map<String, OnnxNode> lastReaders = new HashMap<>();

    /** Throws {@link UnsupportedOperatorException} for the first node whose operator is not supported. */
    public Interpreter(Model model) {
        this.model = model;
        for (OnnxNode node : model.graph().nodes()) {
            Operators.of(node);
            node.inputs().forEach(read -> lastReaders.put(read, node));
        }
        model.graph().outputs().forEach(output -> lastReaders.remove(output.name()));
    }

    @Override
    public Model model() {
        return model;
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
        return run(inputs, (_, _) -> { });
    }

    /** Runs the model as {@link #run(Map)} does, and shows every tensor that is read or made, by its name, constants left out. */
    public Map<String, Tensor> run(Map<String, Tensor> inputs, BiConsumer<String, Tensor> observer) {
        OnnxGraph graph = model.graph();
        Map<String, Tensor> tensors = new HashMap<>(graph.initialisers());
        for (ValueInfo input : graph.inputs()) {
            tensors.put(input.name(), checked(input, inputs.get(input.name())));
            observer.accept(input.name(), tensors.get(input.name()));
        }
        for (OnnxNode node : graph.nodes()) {
            store(node, evaluate(node, tensors), tensors);
            node.outputs().stream().filter(made -> !made.isEmpty()).forEach(made -> observer.accept(made, tensors.get(made)));
            node.inputs().stream().filter(read -> lastReaders.get(read) == node).forEach(tensors::remove);
        }
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        graph.outputs().forEach(output -> outputs.put(output.name(), tensors.get(output.name())));
        return outputs;
    }

    private static Tensor checked(ValueInfo info, Tensor tensor) {
        if (tensor == null) {
            throw new OnnxException("the model's input %s is missing".formatted(info));
        }
        boolean typeFits = info.type().map(type -> type == tensor.type()).orElse(true);
        if (!typeFits || !info.dimensions().map(dimensions -> fits(dimensions, tensor)).orElse(true)) {
            throw new OnnxException("the model's input %s cannot be %s".formatted(info, tensor));
        }
        return tensor;
    }

    private static boolean fits(List<Dimension> dimensions, Tensor tensor) {
        if (dimensions.size() != tensor.extents().rank()) {
            return false;
        }
        for (int axis = 0; axis < dimensions.size(); axis++) {
            OptionalInt size = dimensions.get(axis).size();
            if (size.isPresent() && size.getAsInt() != tensor.extents().get(axis)) {
                return false;
            }
        }
        return true;
    }

    private List<Tensor> evaluate(OnnxNode node, Map<String, Tensor> tensors) {
        List<Optional<Tensor>> inputs = node.inputs().stream().map(name -> Optional.ofNullable(name.isEmpty() ? null : tensors.get(name))).toList();
        return evaluate(node, model.opsets().getOrDefault(node.domain(), 1), inputs);
    }

    /** One node's outputs; throws {@link OnnxException} that names it. */
    public static List<Tensor> evaluate(OnnxNode node, int opset, List<Optional<Tensor>> inputs) {
        try {
            return Operators.of(node).evaluate(new Call(node, opset, inputs));
        } catch (UnsupportedOperatorException e) {
            throw e;
        } catch (ArithmeticException e) {
            throw new OnnxException("%s node %s: its sizes are too large: %s".formatted(node.qualifiedOperator(), node.name(), e.getMessage()));
        } catch (OnnxException e) {
            throw new OnnxException("%s node %s: %s".formatted(node.qualifiedOperator(), node.name(), e.getMessage()));
        }
    }

    private static void store(OnnxNode node, List<Tensor> made, Map<String, Tensor> tensors) {
        for (int i = 0; i < node.outputs().size(); i++) {
            String name = node.outputs().get(i);
            if (!name.isEmpty() && i >= made.size()) {
                throw new OnnxException("%s node %s does not make its output %s".formatted(node.qualifiedOperator(), node.name(), name));
            }
            if (!name.isEmpty()) {
                tensors.put(name, made.get(i));
            }
        }
    }
}
