package systole.onnx.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systole.onnx.OnnxException;
import systole.onnx.SharedData;

class ModelReaderTest {
    private static final NodeProto.Builder RELU = Protos.node("Relu", List.of("x"), "y");

    @TempDir
    private Path folder;

    @Test
    void readsATrainedModel() throws IOException {
        Model model = ModelReader.read(SharedData.require("models/mnist_8/model.onnx"));
        assertEquals(8, model.opset());
        assertEquals("Input3: 1x1x28x28 FLOAT", model.graph().inputs().getFirst().toString());
        assertEquals(1, model.graph().outputs().size());
        assertEquals(5998, model.graph().parameters());
    }

    @Test
    void keepsNamesAndNamesTheNameless() {
        Model model = ModelReader.read(Protos.model(Protos.graph(
                Protos.node("Relu", List.of("x"), "t").setName("first"), Protos.node("Relu", List.of("t"), "y").setDomain("ai.onnx")), 13));
        assertEquals(List.of("first", "y"), model.graph().nodes().stream().map(OnnxNode::name).toList());
        assertEquals("Relu", model.graph().nodes().getLast().qualifiedOperator());
    }

    @Test
    void nodesOfOneNameAreToldApart() {
        Model model = ModelReader.read(Protos.model(Protos.graph(Protos.node("Relu", List.of("x"), "t").setName("same"),
                Protos.node("Relu", List.of("t"), "same.2"), Protos.node("Relu", List.of("same.2"), "y").setName("same")), 13));
        assertEquals(List.of("same", "same.2", "same.3"), model.graph().nodes().stream().map(OnnxNode::name).toList());
    }

    @Test
    void initialisersAreNoInputs() {
        GraphProto.Builder graph = Protos.graph(RELU).addInput(ValueInfoProto.newBuilder().setName("w")).addInitializer(floats("w", 2));
        OnnxGraph read = ModelReader.read(Protos.model(graph, 13)).graph();
        assertEquals(1, read.inputs().size());
        assertArrayEquals(new float[2], read.initialisers().get("w").floats());
    }

    @Test
    void subgraphsAreKeptAsUnsupported() {
        AttributeProto branch = AttributeProto.newBuilder().setName("then_branch").setType(AttributeProto.AttributeType.GRAPH).build();
        Model model = ModelReader.read(Protos.model(Protos.graph(Protos.node("If", List.of("x"), "y").addAttribute(branch)), 13));
        assertEquals(new Attribute.Unsupported("GRAPH"), model.graph().nodes().getFirst().attributes().get("then_branch"));
    }

    @Test
    void refusesWhatIsNoModel() {
        assertRefused("encoding", ByteBuffer.wrap("this is a text, and no model".getBytes()));
        assertRefused("no graph", ByteBuffer.allocate(0));
    }

    @Test
    void refusesUnknownOperatorVersions() {
        assertRefused("version 5;", Protos.model(Protos.graph(RELU), 5));
        assertRefused("version 1000;", Protos.model(Protos.graph(RELU), 1000));
    }

    @Test
    void refusesCyclesAndMissingTensors() {
        assertRefused("Relu node t reads tensor u", Protos.model(Protos.graph(
                Protos.node("Relu", List.of("u"), "t"), Protos.node("Relu", List.of("t"), "u"), RELU), 13));
        assertRefused("reads tensor w", Protos.model(Protos.graph(Protos.node("Add", List.of("x", "w"), "y")), 13));
        assertRefused("nothing makes the graph's output y", Protos.model(Protos.graph(), 13));
        assertRefused("there already", Protos.model(Protos.graph(RELU, RELU), 13));
    }

    @Test
    void refusesNodesWithoutOutputs() {
        assertRefused("Relu node number 1 has no outputs", Protos.model(Protos.graph(RELU, Protos.node("Relu", List.of("x"), "z").clearOutput()), 13));
    }

    @Test
    void messagesAreOneShortLineWhateverNamesTheModelHas() {
        ByteBuffer model = Protos.model(Protos.graph(Protos.node("Relu", List.of("two\nlines\u001b[31m" + "long".repeat(10_000)), "y")), 13);
        String message = assertThrows(OnnxException.class, () -> ModelReader.read(model)).getMessage();
        assertTrue(message.startsWith("Relu node y reads tensor two lines [31mlonglong"), message);
        assertTrue(message.endsWith("a graph must have no cycle"), message);
        assertTrue(message.length() < 3_000, message);
    }

    @Test
    void refusesTensorsWhoseExtentsAndValuesDiffer() {
        assertRefused("tensor w: 3 FLOAT needs 3 values, but has 2", withInitialiser(floats("w", 2).setDims(0, 3)));
        assertRefused("2^31 elements", withInitialiser(floats("w", 2).addDims(1 << 30).addDims(4)));
        assertRefused("not -2", withInitialiser(floats("w", 2).setDims(0, -2)));
        assertRefused("needs 8 bytes, but has 7", withInitialiser(TensorProto.newBuilder().setName("w").setDataType(1).addDims(2)
                .setRawData(ByteString.copyFrom(new byte[7]))));
        assertRefused("element type 99", withInitialiser(floats("w", 2).setDataType(99)));
    }

    @Test
    void refusesInputsOfNegativeExtents() {
        TypeProto type = TypeProto.newBuilder().setTensorType(TypeProto.Tensor.newBuilder().setElemType(1).setShape(
                TensorShapeProto.newBuilder().addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(-1)))).build();
        assertRefused("extent of -1", Protos.model(Protos.graph(RELU).setInput(0, ValueInfoProto.newBuilder().setName("x").setType(type)), 13));
    }

    @Test
    void refusesDeepNesting() {
        GraphProto.Builder inner = GraphProto.newBuilder();
        for (int i = 0; i < 200; i++) {
            AttributeProto attribute = AttributeProto.newBuilder().setType(AttributeProto.AttributeType.GRAPH).setG(inner).build();
            inner = GraphProto.newBuilder().addNode(NodeProto.newBuilder().setOpType("If").addAttribute(attribute));
        }
        assertRefused("encoding", Protos.model(inner, 13));
    }

    @Test
    void externalDataCannotEscapeTheirFolder() throws IOException {
        Path models = Files.createDirectory(folder.resolve("models"));
        Files.write(folder.resolve("outside.bin"), new byte[8]);
        Files.write(models.resolve("inside.bin"), new byte[16]);
        Files.createSymbolicLink(models.resolve("link.bin"), folder.resolve("outside.bin"));
        assertArrayEquals(new float[2], readExternal(models, "inside.bin", 8).graph().initialisers().get("w").floats());
        assertExternalRefused("no file in the model's folder", models, "../outside.bin", 0);
        assertExternalRefused("no file in the model's folder", models, folder.resolve("outside.bin").toString(), 0);
        assertExternalRefused("no file in the model's folder", models, "link.bin", 0);
        assertExternalRefused("no file in the model's folder", models, "../models", 0);
        assertExternalRefused("have 16 bytes", models, "inside.bin", 9);
    }

    private static void assertExternalRefused(String why, Path models, String location, long offset) {
        OnnxException thrown = assertThrows(OnnxException.class, () -> readExternal(models, location, offset));
        assertTrue(thrown.getMessage().contains(why), thrown.getMessage());
        assertFalse(thrown.getMessage().contains("\n"));
    }

    private static Model readExternal(Path models, String location, long offset) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName("w").setDataType(1).addDims(2)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL).addExternalData(entry("location", location))
                .addExternalData(entry("offset", String.valueOf(offset))).addExternalData(entry("length", "8"));
        try {
            Path file = models.resolve("model.onnx");
            Files.write(file, withInitialiser(tensor).array());
            return ModelReader.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    private static TensorProto.Builder floats(String name, int count) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(1).addDims(count);
        for (int i = 0; i < count; i++) {
            tensor.addFloatData(0);
        }
        return tensor;
    }

    private static ByteBuffer withInitialiser(TensorProto.Builder tensor) {
        return Protos.model(Protos.graph(RELU).addInitializer(tensor), 13);
    }

    private static void assertRefused(String why, ByteBuffer model) {
        OnnxException thrown = assertThrows(OnnxException.class, () -> ModelReader.read(model));
        assertTrue(thrown.getMessage().contains(why), thrown.getMessage());
    }
}
