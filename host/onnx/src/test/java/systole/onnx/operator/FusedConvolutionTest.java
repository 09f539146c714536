package systole.onnx.operator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnxruntime.OrtException;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import systole.onnx.Interpreter;
import systole.onnx.OnnxException;
import systole.onnx.export.RuntimeSession;
import systole.onnx.model.ModelReader;
import systole.onnx.model.Protos;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorProtos;

/** The fused convolution beside ONNX Runtime's. */
class FusedConvolutionTest {
    private static final Extents MAP = Extents.of(1, 3, 5, 4);

    private final Random random = new Random(2);

    @ParameterizedTest
    @CsvSource({"x w, '', ''", "x w b, Relu, ''", "x w b, Sigmoid, ''", "x w - x, Tanh, ''", "x w b x, LeakyRelu, 0.3",
        "x w b, HardSigmoid, 0.1 0.6", "x w b x, Clip, -0.25 0.5", "x w b x, Relu, ''"})
    void isOnnxRuntimes(String inputs, String activation, String parameters) throws OrtException {
        ModelProto model = model(List.of(inputs.split(" ")), activation, parameters);
        Tensor x = tensor(MAP);
        float[] got = new Interpreter(ModelReader.read(ByteBuffer.wrap(model.toByteArray()))).run(Map.of("x", x)).get("y").floats();
        try (RuntimeSession session = RuntimeSession.plain(model)) {
            Object expected = session.run(Map.of("x", new RuntimeSession.Floats(x.floats(), 1, 3, 5, 4))).get("y");
            assertArrayEquals((float[]) expected, got, 1e-5f);
        }
    }

    @Test
    void unknownActivationsAreRefused() {
        ModelProto model = model(List.of("x", "w"), "Gelu", "");
        Interpreter interpreter = new Interpreter(ModelReader.read(ByteBuffer.wrap(model.toByteArray())));
        assertThrows(OnnxException.class, () -> interpreter.run(Map.of("x", tensor(MAP))));
    }

    private ModelProto model(List<String> inputs, String activation, String parameters) {
        List<String> read = inputs.stream().map(input -> input.equals("-") ? "" : input).toList();
        NodeProto.Builder node = Protos.node("FusedConv", read, "y").setDomain("com.microsoft").addAttribute(
                attribute("pads", AttributeProto.AttributeType.INTS).addAllInts(List.of(1L, 1L, 1L, 1L)));
        if (!activation.isEmpty()) {
            node.addAttribute(attribute("activation", AttributeProto.AttributeType.STRING)
                    .setS(ByteString.copyFromUtf8(activation)));
        }
        if (!parameters.isEmpty()) {
            AttributeProto.Builder floats = attribute("activation_params", AttributeProto.AttributeType.FLOATS);
            for (String parameter : parameters.split(" ")) {
                floats.addFloats(Float.parseFloat(parameter));
            }
            node.addAttribute(floats);
        }
        GraphProto.Builder graph = Protos.graph(node).setInput(0, Protos.input("x", 1, 3, 5, 4))
                .addInitializer(TensorProtos.write("w", tensor(Extents.of(3, 3, 3, 3))))
                .addInitializer(TensorProtos.write("b", tensor(Extents.of(3))));
        return ModelProto.newBuilder().setIrVersion(8).setGraph(graph).addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("com.microsoft").setVersion(1)).build();
    }

    private static AttributeProto.Builder attribute(String name, AttributeProto.AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }

    private Tensor tensor(Extents extents) {
        float[] values = new float[extents.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return Tensor.of(extents, values);
    }
}
