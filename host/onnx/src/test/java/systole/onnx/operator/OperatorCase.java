package systole.onnx.operator;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import systole.onnx.Interpreter;
import systole.onnx.model.ModelReader;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorProtos;

/**
 * A model of one node, computed here and by ONNX Runtime.
 *
 * @param inputs constants, but one; null for one that is left out
 * @param fed which of them is the model's input, of 8-bit numbers
 */
public record OperatorCase(NodeProto.Builder node, List<Tensor> inputs, int fed) {
    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

    /** One that is fed its first input. */
    OperatorCase(NodeProto.Builder node, List<Tensor> inputs) {
        this(node, inputs, 0);
    }

    /** What it is fed. */
    public Tensor x() {
        return inputs.get(fed);
    }

    /** The model, from x to y, as a file has it. */
    public byte[] model() {
        NodeProto.Builder named = node.clone().clearInput().addOutput("y");
        GraphProto.Builder graph = GraphProto.newBuilder().setName("g").addOutput(ValueInfoProto.newBuilder().setName("y"));
        for (int i = 0; i < inputs.size(); i++) {
            named.addInput(inputs.get(i) == null ? "" : i == fed ? "x" : "t" + i);
            if (i == fed) {
                graph.addInput(ValueInfoProto.newBuilder().setName("x").setType(type(x())));
            } else if (inputs.get(i) != null) {
                graph.addInitializer(TensorProtos.write("t" + i, inputs.get(i)));
            }
        }
        return ModelProto.newBuilder().setIrVersion(7).setGraph(graph.addNode(named))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(14))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("com.microsoft").setVersion(1)).build().toByteArray();
    }

    private static TypeProto.Builder type(Tensor tensor) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        tensor.extents().sizes().forEach(extent -> shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(extent)));
        return TypeProto.newBuilder().setTensorType(TypeProto.Tensor.newBuilder().setElemType(tensor.type().code()).setShape(shape));
    }

    /** What the interpreter makes. */
    Tensor here() {
        return new Interpreter(ModelReader.read(ByteBuffer.wrap(model()))).run(Map.of("x", x())).get("y");
    }

    /** What ONNX Runtime makes. */
    public Tensor there() throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            options.setIntraOpNumThreads(1);
            long[] extents = x().extents().sizes().stream().mapToLong(Integer::longValue).toArray();
            OnnxJavaType type = x().type() == DataType.INT8 ? OnnxJavaType.INT8 : OnnxJavaType.UINT8;
            ByteBuffer bytes = ByteBuffer.allocateDirect(x().size()).order(ByteOrder.nativeOrder()).put(x().bytes()).flip();
            try (OrtSession session = ENVIRONMENT.createSession(model(), options);
                    OnnxTensor input = OnnxTensor.createTensor(ENVIRONMENT, bytes, extents, type);
                    OrtSession.Result result = session.run(Map.of("x", input))) {
                return tensor((OnnxTensor) result.get(0));
            }
        }
    }

    private static Tensor tensor(OnnxTensor output) {
        TensorInfo info = output.getInfo();
        Extents extents = Extents.of(info.getShape());
        return switch (info.type) {
            case FLOAT -> Tensor.of(extents, floats(output));
            case INT32 -> Tensor.of(DataType.INT32, extents, ints(output));
            case INT8 -> Tensor.of(DataType.INT8, extents, bytes(output));
            case UINT8 -> Tensor.of(DataType.UINT8, extents, bytes(output));
            default -> throw new IllegalArgumentException("outputs of %s are not expected".formatted(info.type));
        };
    }

    private static float[] floats(OnnxTensor output) {
        float[] values = new float[output.getFloatBuffer().remaining()];
        output.getFloatBuffer().get(values);
        return values;
    }

    private static int[] ints(OnnxTensor output) {
        int[] values = new int[output.getIntBuffer().remaining()];
        output.getIntBuffer().get(values);
        return values;
    }

    private static byte[] bytes(OnnxTensor output) {
        byte[] values = new byte[output.getByteBuffer().remaining()];
        output.getByteBuffer().get(values);
        return values;
    }

    /** Largest difference of an element; types and extents must be the same. */
    double largestDifference() throws OrtException {
        Tensor expected = there();
        Tensor actual = here();
        if (!expected.toString().equals(actual.toString())) {
            throw new AssertionError("%s: %s, not %s".formatted(node.getOpType(), actual, expected));
        }
        double largest = 0;
        for (int i = 0; i < expected.size(); i++) {
            largest = Math.max(largest, Math.abs(expected.doubleAt(i) - actual.doubleAt(i)));
        }
        return largest;
    }

    /** Inputs of which some may be null. */
    static List<Tensor> inputs(Tensor... tensors) {
        return new ArrayList<>(Arrays.asList(tensors));
    }
}
