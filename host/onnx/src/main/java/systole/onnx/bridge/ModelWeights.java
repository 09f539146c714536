package systole.onnx.bridge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import systole.graph.Shape;
import systole.nn.Parameters;
import systole.onnx.OnnxException;
import systole.onnx.model.ModelReader;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Tensor;

/** Weights that an ONNX model keeps under PyTorch's names, as PyTorch's exporter and {@code systole export} write them. */
public final class ModelWeights {
    private static final List<String> KINDS = List.of(".weight", ".bias", ".running_mean", ".running_var");

    private ModelWeights() {
    }

    /** Reads the float32 constants that are called as in {@code conv1.weight}; throws {@link OnnxException} where there are none. */
    public static Parameters read(Path file) throws IOException {
        Map<String, systole.nn.Tensor> weights = new LinkedHashMap<>();
        ModelReader.read(file).graph().initialisers().forEach((name, tensor) -> {
            if (isWeight(name, tensor)) {
                weights.put(name, new systole.nn.Tensor(new Shape(tensor.extents().sizes()), tensor.floats()));
            }
        });
        if (weights.isEmpty()) {
            throw new OnnxException("%s has no weights under PyTorch's names, as in conv1.weight; store them as safetensors or npz".formatted(file));
        }
        return new Parameters(weights);
    }

    private static boolean isWeight(String name, Tensor tensor) {
        return tensor.type() == DataType.FLOAT && tensor.extents().rank() > 0 && tensor.size() > 0 && KINDS.stream().anyMatch(name::endsWith);
    }
}
