package systole.onnx.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorProtos;

/** Small models in ONNX's encoding. */
public final class Protos {
    private Protos() {
    }

    /** A graph from x to y, to which nodes are added. */
    public static GraphProto.Builder graph(NodeProto.Builder... nodes) {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("g").addInput(ValueInfoProto.newBuilder().setName("x"))
                .addOutput(ValueInfoProto.newBuilder().setName("y"));
        List.of(nodes).forEach(graph::addNode);
        return graph;
    }

    public static NodeProto.Builder node(String operator, List<String> inputs, String output) {
        return NodeProto.newBuilder().setOpType(operator).addAllInput(inputs).addOutput(output);
    }

    public static ByteBuffer model(GraphProto.Builder graph, long opset) {
        return ByteBuffer.wrap(ModelProto.newBuilder().setIrVersion(8).setGraph(graph)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset)).build().toByteArray());
    }

    /** A float input of those extents. */
    public static ValueInfoProto input(String name, int... extents) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        Arrays.stream(extents).forEach(extent -> shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(extent)));
        TypeProto.Builder type = TypeProto.newBuilder().setTensorType(TypeProto.Tensor.newBuilder().setElemType(1).setShape(shape));
        return ValueInfoProto.newBuilder().setName(name).setType(type).build();
    }

    /** A tensor of zeros. */
    public static TensorProto floats(String name, int... extents) {
        return TensorProtos.write(name, Tensor.of(Extents.of(extents), new float[Arrays.stream(extents).reduce(1, (a, b) -> a * b)]));
    }
}
