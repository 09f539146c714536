package systole.onnx.tensor;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import systole.onnx.OnnxException;

/**
 * Tensors in ONNX's own encoding ({@code TensorProto} of onnx.proto): extents, element type, and the values either as raw bytes, in a typed
 * field, or in a file beside the model. Nothing is allocated before the values there are were counted.
 */
public final class TensorProtos {
    private TensorProtos() {
    }

    /** Decodes a tensor; throws {@link OnnxException} that names it where values, extents and type do not agree. */
    public static Tensor read(TensorProto proto, ExternalData external) {
        try {
            return decode(proto, external);
        } catch (OnnxException e) {
            throw new OnnxException("tensor %s: %s".formatted(proto.getName().isEmpty() ? "without a name" : proto.getName(), e.getMessage()));
        }
    }

    private static Tensor decode(TensorProto proto, ExternalData external) {
        DataType type = DataType.of(proto.getDataType());
        Extents extents = Extents.of(proto.getDimsList().stream().mapToLong(Long::longValue).toArray());
        if (proto.hasSegment()) {
            throw new OnnxException("it is one segment of a tensor, which is not supported");
        }
        if (proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            requireNumeric(type);
            return TensorBytes.read(type, extents, external.read(proto.getExternalDataList(), TensorBytes.count(type, extents)));
        }
        if (proto.hasRawData()) {
            requireNumeric(type);
            ByteBuffer data = proto.getRawData().asReadOnlyByteBuffer();
            require(extents, type, data.remaining(), TensorBytes.count(type, extents), "bytes");
            return TensorBytes.read(type, extents, data);
        }
        return typed(proto, type, extents);
    }

    private static void requireNumeric(DataType type) {
        if (type == DataType.STRING) {
            throw new OnnxException("texts cannot be raw data");
        }
    }

    private static void require(Extents extents, DataType type, long there, long needed, String what) {
        if (there != needed) {
            throw new OnnxException("%s %s needs %,d %s, but has %,d".formatted(extents, type, needed, what, there));
        }
    }

    private static Tensor typed(TensorProto proto, DataType type, Extents extents) {
        require(extents, type, typedCount(proto, type), extents.size(), "values");
        TensorBuilder builder = new TensorBuilder(type, extents);
        IntConsumer copy = switch (type) {
            case FLOAT -> i -> builder.set(i, proto.getFloatData(i));
            case DOUBLE -> i -> builder.set(i, proto.getDoubleData(i));
            case INT64 -> i -> builder.set(i, proto.getInt64Data(i));
            case UINT32, UINT64 -> i -> builder.set(i, proto.getUint64Data(i));
            case STRING -> i -> builder.set(i, proto.getStringData(i).toString(StandardCharsets.UTF_8));
            case FLOAT16, BFLOAT16 -> i -> builder.set(i, Rounding16.fromBits(type, (short) proto.getInt32Data(i)));
            case INT8, UINT8, INT16, UINT16, INT32, BOOL -> i -> builder.set(i, (long) proto.getInt32Data(i));
        };
        IntStream.range(0, extents.size()).forEach(copy);
        return builder.build();
    }

    private static int typedCount(TensorProto proto, DataType type) {
        return switch (type) {
            case FLOAT -> proto.getFloatDataCount();
            case DOUBLE -> proto.getDoubleDataCount();
            case INT64 -> proto.getInt64DataCount();
            case UINT32, UINT64 -> proto.getUint64DataCount();
            case STRING -> proto.getStringDataCount();
            default -> proto.getInt32DataCount();
        };
    }

    /** Encodes a tensor, numbers as raw data. */
    public static TensorProto write(String name, Tensor tensor) {
        TensorProto.Builder proto = TensorProto.newBuilder().setName(name).setDataType(tensor.type().code());
        tensor.extents().sizes().forEach(proto::addDims);
        if (tensor.type() == DataType.STRING) {
            for (String text : tensor.texts()) {
                proto.addStringData(ByteString.copyFromUtf8(text));
            }
            return proto.build();
        }
        return proto.setRawData(UnsafeByteOperations.unsafeWrap(TensorBytes.of(tensor))).build();
    }
}
