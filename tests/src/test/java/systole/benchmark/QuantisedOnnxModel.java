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
import java.util.stream.LongStream;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.Quantisation;
import systole.quant.QuantisedGraph;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedOperator;
import systole.quant.QuantisedTensor;
import systole.quant.Requantisation;

/**
 * Quantised graphs as ONNX models with uint8 activations and int8 weights, as far as benchmarks need them: a tensor's values and zero point
 * are those of the int8 one plus 128.
 */
final class QuantisedOnnxModel {
    private static final int OPERATOR_SET = 17;
    private static final int IR_VERSION = 8;
    private static final String MICROSOFT = "com.microsoft";

    private final QuantisedGraph graph;
    private final GraphProto.Builder onnx = GraphProto.newBuilder();

    private QuantisedOnnxModel(QuantisedGraph graph) {
        this.graph = graph;
    }

    static byte[] of(QuantisedGraph graph) {
        return new QuantisedOnnxModel(graph).bytes();
    }

    private byte[] bytes() {
        onnx.setName(graph.name()).addInput(value(graph.input())).addOutput(value(graph.output()));
        quantisation(graph.input());
        graph.nodes().forEach(node -> {
            quantisation(node.output());
            add(node);
        });
        return ModelProto.newBuilder().setIrVersion(IR_VERSION).addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(MICROSOFT).setVersion(1)).setGraph(onnx).build().toByteArray();
    }

    private void add(QuantisedNode node) {
        QuantisedTensor read = graph.tensor(node.inputs().getFirst());
        NodeProto.Builder made = NodeProto.newBuilder().setName(node.name()).addOutput(node.name());
        onnx.addNode(switch (node.operator()) {
            case QuantisedOperator.Convolution(Window window, int groups, byte[] weights, Requantisation requantisation) -> {
                int outputs = node.output().shape().channels();
                int inputs = weights.length / outputs / window.kernelHeight() / window.kernelWidth();
                weights(node, read, weights, requantisation, outputs, inputs, window.kernelHeight(), window.kernelWidth());
                yield windowed(weighted(made.setOpType("QLinearConv"), node, read), window).addAttribute(integer("group", groups))
                        .addAllInput(scaled(node.output()).subList(1, 3)).addInput(node.name() + ".bias");
            }
            case QuantisedOperator.Linear(byte[] weights, Requantisation requantisation) -> {
                int outputs = node.output().shape().size();
                weights(node, read, weights, requantisation, outputs, weights.length / outputs);
                yield weighted(made.setOpType("QGemm").setDomain(MICROSOFT), node, flattened(read)).addAttribute(integer("transB", 1))
                        .addInput(node.name() + ".bias").addAllInput(scaled(node.output()).subList(1, 3));
            }
            case QuantisedOperator.MaxPool(Window window) -> windowed(made.setOpType("MaxPool").addInput(read.name()), window);
            case QuantisedOperator.AveragePool _ -> made.setOpType("QLinearGlobalAveragePool").setDomain(MICROSOFT).addAllInput(scaled(read))
                    .addAllInput(scaled(node.output()).subList(1, 3));
            case QuantisedOperator.Addition _ -> made.setOpType("QLinearAdd").setDomain(MICROSOFT).addAllInput(scaled(read))
                    .addAllInput(scaled(graph.tensor(node.inputs().getLast()))).addAllInput(scaled(node.output()).subList(1, 3));
            default -> throw new IllegalArgumentException(
                    "node %s, a %s, is not written as ONNX here".formatted(node.name(), node.operator().getClass().getSimpleName()));
        });
    }

    private QuantisedTensor flattened(QuantisedTensor map) {
        String name = map.name() + ".flat";
        onnx.addNode(NodeProto.newBuilder().setName(name).setOpType("Flatten").addInput(map.name()).addOutput(name));
        QuantisedTensor flat = new QuantisedTensor(name, Shape.vector(map.shape().size()), map.quantisation());
        quantisation(flat);
        return flat;
    }

    /** A tensor, its scale and its zero point. */
    private static List<String> scaled(QuantisedTensor tensor) {
        return List.of(tensor.name(), tensor.name() + ".scale", tensor.name() + ".zero");
    }

    private static NodeProto.Builder weighted(NodeProto.Builder made, QuantisedNode node, QuantisedTensor read) {
        return made.addAllInput(scaled(read)).addInput(node.name() + ".weight").addInput(node.name() + ".weight.scale")
                .addInput(node.name() + ".weight.zero");
    }

    private void weights(QuantisedNode node, QuantisedTensor read, byte[] weights, Requantisation requantisation, long... extents) {
        float[] scales = new float[requantisation.scale().length];
        for (int channel = 0; channel < scales.length; channel++) {
            scales[channel] = requantisation.scale()[channel] * node.output().quantisation().scale() / read.quantisation().scale();
        }
        add(node.name() + ".weight", TensorProto.DataType.INT8_VALUE, ByteString.copyFrom(weights), extents);
        add(node.name() + ".weight.scale", TensorProto.DataType.FLOAT_VALUE, floats(scales), scales.length);
        add(node.name() + ".weight.zero", TensorProto.DataType.INT8_VALUE, ByteString.copyFrom(new byte[scales.length]), scales.length);
        add(node.name() + ".bias", TensorProto.DataType.INT32_VALUE, integers(requantisation.bias()), scales.length);
    }

    private void quantisation(QuantisedTensor tensor) {
        Quantisation quantisation = tensor.quantisation();
        add(tensor.name() + ".scale", TensorProto.DataType.FLOAT_VALUE, floats(quantisation.scale()));
        add(tensor.name() + ".zero", TensorProto.DataType.UINT8_VALUE, ByteString.copyFrom(new byte[] {(byte) (quantisation.zeroPoint() + 128)}));
    }

    private void add(String name, int type, ByteString bytes, long... extents) {
        onnx.addInitializer(TensorProto.newBuilder().setName(name).setDataType(type).setRawData(bytes)
                .addAllDims(Arrays.stream(extents).boxed().toList()));
    }

    private static ByteString floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return ByteString.copyFrom(bytes);
    }

    private static ByteString integers(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        return ByteString.copyFrom(bytes);
    }

    private static NodeProto.Builder windowed(NodeProto.Builder made, Window window) {
        return made.addAttribute(integers("kernel_shape", window.kernelHeight(), window.kernelWidth()))
                .addAttribute(integers("strides", window.strideY(), window.strideX()))
                .addAttribute(integers("pads", window.padTop(), window.padLeft(), window.padBottom(), window.padRight()));
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INT).setI(value).build();
    }

    private static AttributeProto integers(String name, long... values) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS)
                .addAllInts(LongStream.of(values).boxed().toList()).build();
    }

    private static ValueInfoProto value(QuantisedTensor tensor) {
        TensorShapeProto.Builder extents = TensorShapeProto.newBuilder();
        for (long extent : OnnxModel.extents(tensor.shape())) {
            extents.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(extent));
        }
        TypeProto.Tensor type = TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.UINT8_VALUE).setShape(extents).build();
        return ValueInfoProto.newBuilder().setName(tensor.name()).setType(TypeProto.newBuilder().setTensorType(type)).build();
    }
}
