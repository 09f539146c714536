package systole.onnx.operator;

import java.util.List;
import systole.onnx.tensor.Tensor;

/** What nodes of one type compute. */
@FunctionalInterface
public interface Operator {
    /**
     * The node's outputs in order; those that it does not want may be missing from the end. Throws {@link systole.onnx.OnnxException} where inputs
     * or attributes do not fit.
     */
    List<Tensor> evaluate(Call call);
}
