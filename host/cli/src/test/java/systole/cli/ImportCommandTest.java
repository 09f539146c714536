package systole.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
    @TempDir
    private Path folder;

    @Test
    void tellsOfTheGraphAndOfEachPass() throws IOException {
        CommandLineRun run = CommandLineRun.of("import", model("Identity", "Relu"), "--show");
        assertEquals(ExitCode.OK, run.exitCode(), run.err());
        assertTrue(run.out().contains("as a graph, for training and int8: 2 nodes, 4 to 4"), run.out());
        assertTrue(run.out().contains("pass identity_removal: 1 nodes"), run.out());
        assertTrue(run.out().matches("(?s).*before:\\R  t1: Identity.*after:\\R  t2: Relu\\(x\\) -> t2.*"), run.out());
    }

    @Test
    void tellsOfEachNodeInJson() throws IOException {
        Path json = folder.resolve("import.json");
        CommandLineRun run = CommandLineRun.of("import", model("Identity", "Relu"), "--json", json.toString());
        assertTrue(run.out().contains("Relu          1     host  the model is float32"), run.out());
        JsonNode told = new ObjectMapper().readTree(json.toFile());
        assertEquals("{\"nodes\":2,\"input\":[4],\"output\":[4],\"reason\":\"\"}", told.get("graph").toString());
        assertEquals("{\"node\":\"t2\",\"operator\":\"Relu\",\"inputs\":[\"t1\"],\"outputs\":[\"t2\"],"
                + "\"extents\":[1,4],\"place\":\"host\",\"region\":0,\"reason\":\"the model is float32\"}", told.get("nodes").get(1).toString());
        CommandLineRun.of("import", model("Relu", "Nothing"), "--json", json.toString());
        told = new ObjectMapper().readTree(json.toFile());
        assertTrue(told.get("graph").get("reason").asText().startsWith("operator Nothing of node t2"), told.toString());
        assertEquals("nothing", told.get("nodes").get(1).get("place").asText());
        assertTrue(told.get("nodes").get(1).get("extents").isEmpty());
    }

    @Test
    void tellsWhyThereIsNoGraph() throws IOException {
        CommandLineRun run = CommandLineRun.of("import", model("Relu", "Erf"), "--show");
        assertEquals(ExitCode.OK, run.exitCode(), run.err());
        assertTrue(run.out().contains("no graph, for training and int8: operator Erf of node t2"), run.out());
    }

    @Test
    void passesCanBeSwitchedOff() throws IOException {
        String model = model("Identity", "Relu");
        assertFalse(CommandLineRun.of("import", model, "--passes", "none").out().contains("pass "));
        assertFalse(CommandLineRun.of("import", model, "--passes", "constant_folding,dead_code").out().contains("pass "));
        CommandLineRun unknown = CommandLineRun.of("import", model, "--passes", "magic");
        assertEquals(ExitCode.USAGE, unknown.exitCode());
        assertTrue(unknown.err().contains("there is no pass magic; passes are [constant_folding, "), unknown.err());
    }

    /** A model of two operators one behind the other. */
    private String model(String first, String second) throws IOException {
        TypeProto.Tensor.Builder vector = TypeProto.Tensor.newBuilder().setElemType(1).setShape(TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(1)).addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(4)));
        GraphProto graph = GraphProto.newBuilder().setName("g")
                .addInput(ValueInfoProto.newBuilder().setName("x").setType(TypeProto.newBuilder().setTensorType(vector)))
                .addNode(NodeProto.newBuilder().setOpType(first).addInput("x").addOutput("t1"))
                .addNode(NodeProto.newBuilder().setOpType(second).addInput("t1").addOutput("t2"))
                .addOutput(ValueInfoProto.newBuilder().setName("t2")).build();
        Path file = folder.resolve("model.onnx");
        Files.write(file, ModelProto.newBuilder().setIrVersion(8).setGraph(graph)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13)).build().toByteArray());
        return file.toString();
    }
}
