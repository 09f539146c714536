package systole.onnx;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import systole.onnx.conformance.BackendCase;
import systole.onnx.export.QuantisedExport;
import systole.onnx.export.RandomLayers;
import systole.onnx.model.Protos;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorBuilder;
import systole.onnx.tensor.TensorProtos;
import systole.quant.QuantisedGraph;

/** Broken and hostile models: whatever is done with one ends well or in an {@link OnnxException}, within bounds; see {@link ModelTrial}. */
class ModelFuzzTest {
    private static final int LARGEST_BASE = 200_000;
    private static final int LAYERS = 6;
    /** One model in so many is made of a small network, the others of backend cases. */
    private static final int SMALL_SHARE = 3;
    /** What takes as long as this never ends; the thread's name tells the model, its stack where. */
    private static final int MINUTES = 10;

    @Test
    void modelsThatAreNotChangedRun() throws IOException {
        try (ModelTrial trial = new ModelTrial()) {
            for (ModelProto base : small()) {
                assertTrue(trial.endsWell("a base", base.toByteArray()));
            }
        }
    }

    @Test
    @Timeout(value = MINUTES, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void mutatedModelsEndInOneException() throws IOException {
        fuzz(3_000, 1);
    }

    /** A million in twenty parts, so that each part tells of itself. */
    @ParameterizedTest
    @ValueSource(longs = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21})
    @Tag("nightly")
    @Timeout(value = 6 * MINUTES, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aMillionMutatedModelsEndInOneException(long seed) throws IOException {
        fuzz(50_000, seed);
    }

    private static void fuzz(int count, long seed) throws IOException {
        List<ModelProto> small = small();
        List<ModelProto> cases = cases();
        int run = 0;
        try (ModelTrial trial = new ModelTrial()) {
            for (int i = 0; i < count; i++) {
                Random random = new Random(seed * 1_000_003 + i);
                List<ModelProto> bases = cases.isEmpty() || random.nextInt(SMALL_SHARE) == 0 ? small : cases;
                run += trial.endsWell("model %d of seed %d".formatted(i, seed), mutant(bases, random)) ? 1 : 0;
            }
        }
        assertTrue(run > count / 20, "only %d of %d models were still run".formatted(run, count));
        assertTrue(run < count, "no model was refused");
    }

    private static byte[] mutant(List<ModelProto> bases, Random random) {
        ModelProto base = bases.get(random.nextInt(bases.size()));
        return random.nextInt(4) == 0 ? damaged(base, random) : new ProtoMutator(random).mutate(base).toByteArray();
    }

    /** Small networks: float32, quantised by others, and as they are exported. */
    private static List<ModelProto> small() throws IOException {
        QuantisedGraph layers = RandomLayers.of(1, LAYERS);
        return List.of(network(), quantised(), QuantisedExport.integer(layers), QuantisedExport.qdq(layers));
    }

    /** The backend cases where they are there. */
    private static List<ModelProto> cases() throws IOException {
        List<ModelProto> cases = new ArrayList<>();
        Optional<Path> shared = SharedData.find("onnx");
        for (String suite : shared.isPresent() ? List.of("node", "pytorch-converted", "pytorch-operator") : List.<String>of()) {
            for (BackendCase backendCase : BackendCase.find(shared.get().resolve(suite))) {
                if (Files.size(backendCase.model()) < LARGEST_BASE) {
                    cases.add(ModelProto.parseFrom(Files.readAllBytes(backendCase.model())));
                }
            }
        }
        return cases;
    }

    private static ModelProto network() throws IOException {
        AttributeProto kernel = AttributeProto.newBuilder().setName("kernel_shape").setType(AttributeProto.AttributeType.INTS).addInts(2).addInts(2).build();
        ByteBuffer bytes = Protos.model(Protos.graph(
                Protos.node("Conv", List.of("x", "w"), "a"), Protos.node("Relu", List.of("a"), "b"),
                Protos.node("MaxPool", List.of("b"), "c").addAttribute(kernel), Protos.node("Flatten", List.of("c"), "d"),
                Protos.node("Gemm", List.of("d", "v"), "e"), Protos.node("Softmax", List.of("e"), "y"))
                .setInput(0, Protos.input("x", 1, 2, 6, 6)).addInitializer(Protos.floats("w", 3, 2, 3, 3)).addInitializer(Protos.floats("v", 27, 5)), 13);
        return ModelProto.parseFrom(bytes.array());
    }

    /** Integer operators of ONNX and of ONNX Runtime, all of one scale and zero point. */
    private static ModelProto quantised() throws IOException {
        List<String> xy = List.of("s", "z", "s", "z");
        ByteBuffer bytes = Protos.model(Protos.graph(
                Protos.node("QuantizeLinear", List.of("x", "s", "z"), "q"),
                Protos.node("QLinearConv", List.of("q", "s", "z", "w", "s", "z", "s", "z"), "c"),
                microsoft("QLinearLeakyRelu", "c", xy, "r"), microsoft("QLinearSigmoid", "r", xy, "g"),
                Protos.node("QLinearAdd", List.of("r", "s", "z", "g", "s", "z", "s", "z"), "a").setDomain("com.microsoft"),
                Protos.node("QLinearConcat", List.of("s", "z", "a", "s", "z", "r", "s", "z"), "k").setDomain("com.microsoft").addAttribute(axis()),
                microsoft("QLinearGlobalAveragePool", "k", xy, "p"), Protos.node("Flatten", List.of("p"), "f"),
                Protos.node("QGemm", List.of("f", "s", "z", "v", "s", "z", "", "s", "z"), "e").setDomain("com.microsoft"),
                Protos.node("DequantizeLinear", List.of("e", "s", "z"), "y"))
                .setInput(0, Protos.input("x", 1, 2, 6, 6)).addInitializer(TensorProtos.write("s", Tensor.scalar(0.5f)))
                .addInitializer(bytes("z")).addInitializer(bytes("w", 3, 2, 3, 3)).addInitializer(bytes("v", 6, 5)), 13);
        return ModelProto.parseFrom(bytes.array()).toBuilder().addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("com.microsoft").setVersion(1)).build();
    }

    private static NodeProto.Builder microsoft(String operator, String input, List<String> quantisation, String output) {
        return Protos.node(operator, List.of(input), output).addAllInput(quantisation).setDomain("com.microsoft");
    }

    private static AttributeProto axis() {
        return AttributeProto.newBuilder().setName("axis").setType(AttributeProto.AttributeType.INT).setI(1).build();
    }

    private static TensorProto bytes(String name, int... extents) {
        return TensorProtos.write(name, new TensorBuilder(DataType.UINT8, Extents.of(extents)).build());
    }

    private static byte[] damaged(ModelProto base, Random random) {
        byte[] bytes = base.toByteArray();
        for (int i = 0; i <= random.nextInt(4); i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }
}
