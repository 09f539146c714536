package systole.onnx.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import systole.graph.Shape;

/** Writes a model node by node. Every tensor that is not a constant has the batch, which is left open, as its first extent. */
final class GraphWriter {
    private static final int OPSET = 19;
    private static final int MICROSOFT_OPSET = 1;
    private static final int IR_VERSION = 9;
    private static final String BATCH = "batch";

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final Set<String> constants = new HashSet<>();

    GraphWriter(String name) {
        graph.setName(name);
    }

    /** A float32 tensor that comes from outside. */
    void input(String name, Shape shape) {
        input(name, TensorProto.DataType.FLOAT, shape);
    }

    /** A tensor of other elements that comes from outside. */
    void input(String name, TensorProto.DataType type, Shape shape) {
        graph.addInput(value(name, type, shape));
    }

    /** A float32 tensor that goes outside. */
    void output(String name, Shape shape) {
        graph.addOutput(value(name, TensorProto.DataType.FLOAT, shape));
    }

    /** Appends a node that makes that tensor; gives its name. */
    String append(String tensor, Operation operation, String... inputs) {
        return append(tensor, operation, List.of(inputs));
    }

    String append(String tensor, Operation operation, List<String> inputs) {
        graph.addNode(NodeProto.newBuilder().setName(tensor).setDomain(operation.domain()).setOpType(operation.type())
                .addAllInput(inputs).addOutput(tensor).addAllAttribute(operation.attributes()));
        return tensor;
    }

    /** A constant vector of int64, such as an operator takes a shape by. */
    String longs(String name, long... values) {
        ByteBuffer bytes = bytes(values.length * Long.BYTES);
        Arrays.stream(values).forEach(bytes::putLong);
        return constant(name, TensorProto.DataType.INT64, bytes, values.length);
    }

    /** A shape behind the batch, as Reshape takes it. */
    String extents(String name, Shape shape) {
        return longs(name, LongStream.concat(LongStream.of(0), shape.extents().stream().mapToLong(Integer::longValue)).toArray());
    }

    String ints(String name, int... values) {
        ByteBuffer bytes = bytes(values.length * Integer.BYTES);
        Arrays.stream(values).forEach(bytes::putInt);
        return constant(name, TensorProto.DataType.INT32, bytes, values.length);
    }

    String floats(String name, float[] values, int... extents) {
        ByteBuffer bytes = bytes(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return constant(name, TensorProto.DataType.FLOAT, bytes, extents);
    }

    String doubles(String name, double[] values, int... extents) {
        ByteBuffer bytes = bytes(values.length * Double.BYTES);
        bytes.asDoubleBuffer().put(values);
        return constant(name, TensorProto.DataType.DOUBLE, bytes, extents);
    }

    /** A constant without extents. */
    String scalar(String name, float value) {
        return floats(name, new float[] {value});
    }

    String scalar(String name, double value) {
        return doubles(name, new double[] {value});
    }

    /** An int8 constant. */
    String signed(String name, byte[] values, int... extents) {
        return constant(name, TensorProto.DataType.INT8, ByteBuffer.wrap(values), extents);
    }

    /** A uint8 constant of int8 values, each 128 larger. */
    String unsigned(String name, byte[] values, int... extents) {
        byte[] shifted = new byte[values.length];
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] = (byte) (values[i] - Byte.MIN_VALUE);
        }
        return constant(name, TensorProto.DataType.UINT8, ByteBuffer.wrap(shifted), extents);
    }

    /** The model of all that was appended. */
    ModelProto model() {
        return ModelProto.newBuilder().setIrVersion(IR_VERSION).setProducerName("systole").setGraph(graph)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(Operation.MICROSOFT).setVersion(MICROSOFT_OPSET)).build();
    }

    private String constant(String name, TensorProto.DataType type, ByteBuffer bytes, int... extents) {
        if (constants.add(name)) {
            TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type.getNumber())
                    .setRawData(ByteString.copyFrom(bytes.rewind()));
            Arrays.stream(extents).forEach(tensor::addDims);
            graph.addInitializer(tensor);
        }
        return name;
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ValueInfoProto.Builder value(String name, TensorProto.DataType type, Shape shape) {
        TensorShapeProto.Builder extents = TensorShapeProto.newBuilder();
        extents.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(BATCH));
        shape.extents().forEach(extent -> extents.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(extent)));
        return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder().setTensorType(
                TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(extents)));
    }
}
