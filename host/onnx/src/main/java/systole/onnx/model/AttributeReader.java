package systole.onnx.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import com.google.protobuf.ByteString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import systole.onnx.OnnxException;
import systole.onnx.tensor.ExternalData;
import systole.onnx.tensor.TensorProtos;

/** Reads the attributes of one node. */
record AttributeReader(String node, ExternalData external) {
    /** All of them by name; throws {@link OnnxException} where two have one name. */
    Map<String, Attribute> read(List<AttributeProto> protos) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        for (AttributeProto proto : protos) {
            if (attributes.put(proto.getName(), read(proto)) != null) {
                throw new OnnxException("node %s has two attributes %s".formatted(node, proto.getName()));
            }
        }
        return attributes;
    }

    private Attribute read(AttributeProto proto) {
        return switch (proto.getType()) {
            case INT -> new Attribute.Int(proto.getI());
            case FLOAT -> new Attribute.Float(proto.getF());
            case STRING -> new Attribute.Text(proto.getS().toStringUtf8());
            case INTS -> new Attribute.Ints(proto.getIntsList());
            case FLOATS -> new Attribute.Floats(proto.getFloatsList());
            case STRINGS -> new Attribute.Texts(proto.getStringsList().stream().map(ByteString::toStringUtf8).toList());
            case TENSOR -> new Attribute.TensorValue(TensorProtos.read(proto.getT(), external));
            default -> new Attribute.Unsupported(proto.getType().name());
        };
    }
}
