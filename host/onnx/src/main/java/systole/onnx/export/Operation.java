package systole.onnx.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a node of a model computes.
 *
 * @param domain empty for ONNX's own operators
 * @param type the operator, as in {@code Conv}
 * @param attributes its constants
 */
record Operation(String domain, String type, List<AttributeProto> attributes) {
    /** ONNX Runtime's own operators. */
    static final String MICROSOFT = "com.microsoft";

    /** One of ONNX's operators. */
    static Operation of(String type) {
        return new Operation("", type, List.of());
    }

    /** One of ONNX Runtime's own operators. */
    static Operation microsoft(String type) {
        return new Operation(MICROSOFT, type, List.of());
    }

    /** The conversion to elements of that type. */
    static Operation cast(DataType type) {
        return of("Cast").with("to", type.getNumber());
    }

    Operation with(String name, long value) {
        return with(AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INT).setI(value).build());
    }

    Operation with(String name, float value) {
        return with(AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOAT).setF(value).build());
    }

    Operation withList(String name, long... values) {
        return with(AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS)
                .addAllInts(Arrays.stream(values).boxed().toList()).build());
    }

    private Operation with(AttributeProto attribute) {
        return new Operation(domain, type, Stream.concat(attributes.stream(), Stream.of(attribute)).toList());
    }
}
