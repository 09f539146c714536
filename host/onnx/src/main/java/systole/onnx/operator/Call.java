package systole.onnx.operator;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import systole.onnx.OnnxException;
import systole.onnx.model.OnnxNode;
import systole.onnx.tensor.Tensor;

/**
 * One evaluation of a node.
 *
 * @param node the node
 * @param opset version of its domain's operators, which decides what it means
 * @param inputs in the node's order; empty for optional ones that are left out
 */
public record Call(OnnxNode node, int opset, List<Optional<Tensor>> inputs) {
    /** An input that must be there; throws {@link OnnxException} where it is not. */
    public Tensor input(int index) {
        return optional(index).orElseThrow(() -> new OnnxException("it lacks input " + index));
    }

    /** An input that may be left out. */
    public Optional<Tensor> optional(int index) {
        return index < inputs.size() ? inputs.get(index) : Optional.empty();
    }

    /** All inputs, none of which may be left out; at least one. */
    public List<Tensor> all() {
        if (inputs.isEmpty()) {
            throw new OnnxException("it has no inputs");
        }
        return IntStream.range(0, inputs.size()).mapToObj(this::input).toList();
    }

    /** Whether somebody wants that output. */
    public boolean wants(int output) {
        return output < node.outputs().size() && !node.outputs().get(output).isEmpty();
    }

    /** Whole numbers from the attribute, or from the input that replaced it in later versions. */
    public Optional<long[]> integers(String attribute, int input) {
        return node.integers(attribute).or(() -> optional(input).map(Tensor::toLongs));
    }

    /** The element of a one-element input. */
    public double scalar(int index) {
        return only(input(index)).doubleAt(0);
    }

    /** The same tensor; throws {@link OnnxException} where it has not one element. */
    static Tensor only(Tensor tensor) {
        if (tensor.size() != 1) {
            throw new OnnxException("one element is needed where %s are".formatted(tensor));
        }
        return tensor;
    }
}
