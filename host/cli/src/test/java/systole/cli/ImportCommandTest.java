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
