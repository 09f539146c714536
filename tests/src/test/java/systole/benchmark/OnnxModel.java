package systole.benchmark;

import ai.onnx.proto.OnnxMl.AttributeProto;
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
import java.util.List;
import java.util.stream.Stream;
import systole.graph.Graph;
import systole.graph.Node;
import systole.graph.Operator;
import systole.graph.Shape;
import systole.graph.Window;
import systole.nn.Parameters;
import systole.nn.Tensor;

/** Graphs with weights as ONNX models (operator set 17), as far as benchmarks need them. Maps and vectors get a batch of 1, matrices none. */
final class OnnxModel {
    private static final int OPERATOR_SET = 17;
    private static final int IR_VERSION = 8;

    private OnnxModel() {
    }

    static byte[] of(Graph graph, Parameters parameters) {
        GraphProto.Builder onnx = GraphProto.newBuilder().setName(graph.name())
                .addInput(value(graph.input().name(), graph.input().output())).addOutput(value(graph.output(), graph.outputShape()));
        parameters.tensors().forEach((name, tensor) -> onnx.addInitializer(tensor(name, tensor)));
        graph.nodes().stream().skip(1).forEach(node -> onnx.addNode(node(graph, node, parameters)));
        return ModelProto.newBuilder().setIrVersion(IR_VERSION).addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
                .setGraph(onnx).build().toByteArray();
    }

    /** The extents that a tensor of one image has in ONNX. */
    static long[] extents(Shape shape) {
        boolean isMatrix = shape.extents().size() == 2;
        return (isMatrix ? shape.extents() : Stream.concat(Stream.of(1), shape.extents().stream()).toList())
                .stream().mapToLong(Integer::longValue).toArray();
    }

    private static NodeProto node(Graph graph, Node node, Parameters parameters) {
        NodeProto.Builder onnx = NodeProto.newBuilder().setName(node.name()).addAllInput(node.inputs()).addOutput(node.name());
        for (String suffix : List.of(".weight", ".bias", ".running_mean", ".running_var")) {
            if (parameters.tensors().containsKey(node.name() + suffix)) {
                onnx.addInput(node.name() + suffix);
            }
        }
        return switch (node.operator()) {
            case Operator.Conv2d(_, Window window, int groups, _) ->
                    windowed(onnx.setOpType("Conv").addAttribute(integer("group", groups)), window).build();
            case Operator.MaxPool(Window window, var rounding) ->
                    windowed(onnx.setOpType("MaxPool"), rounding.applied(window, graph.inputShapes(node).getFirst())).build();
            case Operator.AdaptiveAveragePool(int height, int width) when height * width == 1 -> onnx.setOpType("GlobalAveragePool").build();
            case Operator.BatchNorm2d norm -> onnx.setOpType("BatchNormalization").addAttribute(real("epsilon", norm.epsilon())).build();
            case Operator.LocalResponseNorm(int size, float alpha, float beta, float k) -> onnx.setOpType("LRN")
                    .addAttribute(integer("size", size)).addAttribute(real("alpha", alpha)).addAttribute(real("beta", beta))
                    .addAttribute(real("bias", k)).build();
            case Operator.Linear _ -> onnx.setOpType("Gemm").addAttribute(integer("transB", 1)).build();
            case Operator.Softmax _, Operator.Concat _ -> onnx.setOpType(node.type()).addAttribute(integer("axis", 1)).build();
            case Operator.Dropout _ -> onnx.setOpType("Identity").build();
            case Operator.Relu _, Operator.Add _, Operator.Flatten _, Operator.MatMul _ -> onnx.setOpType(node.type()).build();
            default -> throw new IllegalArgumentException("node %s, a %s, is not written as ONNX here".formatted(node.name(), node.type()));
        };
    }

    private static NodeProto.Builder windowed(NodeProto.Builder onnx, Window window) {
        return onnx.addAttribute(integers("kernel_shape", window.kernelHeight(), window.kernelWidth()))
                .addAttribute(integers("strides", window.strideY(), window.strideX()))
                .addAttribute(integers("dilations", window.dilationY(), window.dilationX()))
                .addAttribute(integers("pads", window.padTop(), window.padLeft(), window.padBottom(), window.padRight()));
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INT).setI(value).build();
    }

    private static AttributeProto real(String name, float value) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOAT).setF(value).build();
    }

    private static AttributeProto integers(String name, long... values) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS)
                .addAllInts(Arrays.stream(values).boxed().toList()).build();
    }

    private static ValueInfoProto value(String name, Shape shape) {
        TensorShapeProto.Builder extents = TensorShapeProto.newBuilder();
        for (long extent : extents(shape)) {
            extents.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(extent));
        }
        TypeProto.Tensor type = TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE).setShape(extents).build();
        return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder().setTensorType(type)).build();
    }

    private static TensorProto tensor(String name, Tensor tensor) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, tensor.values().length)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(tensor.values());
        return TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT_VALUE).setRawData(ByteString.copyFrom(bytes))
                .addAllDims(tensor.shape().extents().stream().map(Integer::longValue).toList()).build();
    }
}
