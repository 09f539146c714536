package systole.onnx;

import java.util.Map;
import systole.onnx.model.Model;
import systole.onnx.tensor.Tensor;

/** What runs a model, on whatever it runs. */
public interface ModelExecutor {
    /** The model that it runs. */
    Model model();

    /**
     * Runs the model once; throws {@link OnnxException} where an input is missing or does not fit, or a node cannot be computed.
     *
     * @param inputs by name
     * @return the graph's outputs by name, in its order
     */
    Map<String, Tensor> run(Map<String, Tensor> inputs);
}
