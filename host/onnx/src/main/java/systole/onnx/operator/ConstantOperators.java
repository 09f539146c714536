package systole.onnx.operator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import systole.onnx.OnnxException;
import systole.onnx.model.OnnxNode;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorBuilder;

/** Operators that make tensors, or only change what their elements are kept as. */
final class ConstantOperators {
    private ConstantOperators() {
    }

    static Map<String, Operator> all() {
        Map<String, Operator> all = new LinkedHashMap<>();
        all.put("Constant", call -> List.of(constant(call.node())));
        all.put("ConstantOfShape", call -> List.of(constantOfShape(call)));
        all.put("Cast", call -> List.of(cast(call.input(0), DataType.of((int) call.node().integer("to", 0)))));
        all.put("Dropout", ConstantOperators::dropout);
        return all;
    }

    private static Tensor constant(OnnxNode node) {
        Optional<Tensor> number = node.has("value_int") ? Optional.of(Tensor.of(Extents.SCALAR, node.integer("value_int", 0)))
                : node.has("value_float") ? Optional.of(Tensor.scalar(node.real("value_float", 0))) : Optional.empty();
        return node.tensor("value").or(() -> number).or(() -> node.integers("value_ints").map(Tensor::vector))
                .or(() -> node.reals("value_floats").map(ConstantOperators::vector))
                .orElseThrow(() -> new OnnxException("it has no value of a kind that is supported"));
    }

    private static Tensor vector(List<Float> reals) {
        TensorBuilder builder = new TensorBuilder(DataType.FLOAT, Extents.of(reals.size()));
        for (int i = 0; i < reals.size(); i++) {
            builder.set(i, reals.get(i));
        }
        return builder.build();
    }

    private static Tensor constantOfShape(Call call) {
        Tensor value = Call.only(call.node().tensor("value").orElse(Tensor.scalar(0)));
        return new TensorBuilder(value.type(), Extents.of(call.input(0).toLongs())).fill(value).build();
    }

    /** Real numbers lose their fraction where they become whole ones. */
    static Tensor cast(Tensor tensor, DataType type) {
        if (tensor.type() == type) {
            return tensor;
        }
        if (tensor.type() == DataType.STRING || type == DataType.STRING) {
            throw new OnnxException("casts of %s to %s are not supported".formatted(tensor.type(), type));
        }
        TensorBuilder builder = new TensorBuilder(type, tensor.extents());
        for (int i = 0; i < tensor.size(); i++) {
            if (tensor.type().isFloating() || type.isFloating()) {
                builder.set(i, tensor.doubleAt(i));
            } else {
                builder.set(i, tensor.longAt(i));
            }
        }
        return builder.build();
    }

    /** Nothing happens outside training, and the mask keeps all. Before version 10 it has the data's type. */
    private static List<Tensor> dropout(Call call) {
        Tensor data = call.input(0);
        if (call.optional(2).map(training -> Call.only(training).longAt(0) != 0).orElse(false)) {
            throw new OnnxException("it is in training mode, which is not supported");
        }
        if (!call.wants(1)) {
            return List.of(data);
        }
        TensorBuilder mask = new TensorBuilder(call.opset() < 10 ? data.type() : DataType.BOOL, data.extents());
        for (int i = 0; i < data.size(); i++) {
            mask.set(i, 1L);
        }
        return List.of(data, mask.build());
    }
}
