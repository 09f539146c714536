package systole.onnx.model;

import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import systole.onnx.OnnxException;
import systole.onnx.tensor.DataType;

/** Reads what a model says of its inputs and outputs. */
final class ValueInfos {
    private ValueInfos() {
    }

    static List<ValueInfo> read(List<ValueInfoProto> protos) {
        return protos.stream().map(ValueInfos::read).toList();
    }

    private static ValueInfo read(ValueInfoProto proto) {
        TypeProto type = proto.getType();
        if (type.getValueCase() != TypeProto.ValueCase.TENSOR_TYPE && type.getValueCase() != TypeProto.ValueCase.VALUE_NOT_SET) {
            throw new OnnxException("%s is a %s; only tensors are supported".formatted(proto.getName(), type.getValueCase()));
        }
        TypeProto.Tensor tensor = type.getTensorType();
        Optional<DataType> element = tensor.getElemType() == 0 ? Optional.empty() : Optional.of(DataType.of(tensor.getElemType()));
        Optional<List<Dimension>> dimensions = tensor.hasShape()
                ? Optional.of(tensor.getShape().getDimList().stream().map(dimension -> dimension(proto.getName(), dimension)).toList())
                : Optional.empty();
        return new ValueInfo(proto.getName(), element, dimensions);
    }

    private static Dimension dimension(String tensor, TensorShapeProto.Dimension proto) {
        if (!proto.hasDimValue()) {
            return new Dimension(OptionalInt.empty(), proto.getDimParam());
        }
        if (proto.getDimValue() < 0 || proto.getDimValue() > Integer.MAX_VALUE) {
            throw new OnnxException("%s has an extent of %d; extents must be 0 to 2^31 - 1".formatted(tensor, proto.getDimValue()));
        }
        return new Dimension(OptionalInt.of((int) proto.getDimValue()), "");
    }
}
