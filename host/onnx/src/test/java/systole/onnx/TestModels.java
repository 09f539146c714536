package systole.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import systole.onnx.model.Attribute;
import systole.onnx.model.Dimension;
import systole.onnx.model.Model;
import systole.onnx.model.OnnxGraph;
import systole.onnx.model.OnnxNode;
import systole.onnx.model.ValueInfo;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;

/** Small models from x to y. */
public final class TestModels {
    private TestModels() {
    }

    /** A model of operators of version 13. */
    public static Model of(Extents input, Map<String, Tensor> constants, OnnxNode... nodes) {
        List<Dimension> dimensions = input.sizes().stream().map(size -> new Dimension(OptionalInt.of(size), "")).toList();
        OnnxGraph graph = new OnnxGraph("g", List.of(new ValueInfo("x", Optional.of(DataType.FLOAT), Optional.of(dimensions))),
                List.of(new ValueInfo("y", Optional.empty(), Optional.empty())), Arrays.asList(nodes), constants);
        return new Model("", 8, Map.of("", 13), graph);
    }

    public static OnnxNode node(String name, String operator, List<String> inputs, String output) {
        return node(name, operator, inputs, output, Map.of());
    }

    public static OnnxNode node(String name, String operator, List<String> inputs, String output, Map<String, Attribute> attributes) {
        return new OnnxNode(name, "", operator, inputs, List.of(output), attributes);
    }

    /** Numbers from 0.5 to 1.5, the same for the same extents. */
    public static Tensor random(Extents extents) {
        Random random = new Random(extents.hashCode());
        float[] values = new float[extents.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.5f + random.nextFloat();
        }
        return Tensor.of(extents, values);
    }
}
