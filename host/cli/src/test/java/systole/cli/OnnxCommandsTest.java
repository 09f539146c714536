package systole.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import systole.models.Models;
import systole.nn.Parameters;
import systole.nn.TrainedWeights;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorFile;

/** An ONNX model's way through the commands: exported, quantised, placed and run. */
class OnnxCommandsTest {
    private static final Extents DIGIT = Extents.of(1, 1, 28, 28);

    @TempDir
    private Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        TensorFile.write(folder.resolve("x.npy"), "x", digit(1));
        Path images = Files.createDirectory(folder.resolve("images"));
        TensorFile.write(images.resolve("a.npy"), "a", digit(2));
        TensorFile.write(images.resolve("b.pb"), "b", digit(3));
    }

    private static Tensor digit(int seed) {
        Random random = new Random(seed);
        float[] pixels = new float[28 * 28];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextFloat();
        }
        return Tensor.of(DIGIT, pixels);
    }

    private CommandLineRun run(String command) {
        return CommandLineRun.of(command.replace("@", folder + "/").split(" "));
    }

    private void succeed(String command) {
        CommandLineRun run = run(command);
        assertEquals(ExitCode.OK, run.exitCode(), run.err());
    }

    private float[] output(String file) throws IOException {
        return TensorFile.read(folder.resolve(file)).floats();
    }

    /** The host sums the QDQ form in float32, so that it can be off by a step of the output. */
    @ParameterizedTest
    @CsvSource({"integer, 1e-9", "qdq, 0.5"})
    void whatIsQuantisedRunsOnTheArrayAsOnTheHost(String form, float tolerance) throws IOException {
        succeed("export --model lenet5 --output @float.onnx");
        succeed("quantise --onnx @float.onnx --calibrate @images --method entropy --form " + form + " --output @q.onnx");
        succeed("run --onnx @q.onnx --input @x.npy --output @host.npy");
        succeed("run --onnx @q.onnx --input @x.npy --output @array.pb --device model --array 8");
        assertArrayEquals(output("host.npy"), output("array.pb"), tolerance);
        succeed("import @q.onnx --json @import.json");
        for (JsonNode node : new ObjectMapper().readTree(folder.resolve("import.json").toFile()).get("nodes")) {
            boolean weighted = node.get("operator").asText().matches("QLinearConv|QGemm|Conv|Gemm|MaxPool");
            assertTrue(!weighted || node.get("place").asText().equals("array"), node.toString());
        }
    }

    @Test
    void whatInt8LosesIsReportedLayerByLayer() throws IOException {
        succeed("export --model lenet5 --output @float.onnx");
        CommandLineRun run = run("quantise --onnx @float.onnx --calibrate @images --report 1 --output @q.onnx --json @q.json");
        assertTrue(run.out().contains("hurts most") && run.out().contains("calibrated by 1 images"), run.out());
        JsonNode report = new ObjectMapper().readTree(folder.resolve("q.json").toFile()).get("report");
        assertEquals("[\"conv1\",\"pool1\",\"conv2\",\"pool2\",\"fc1\",\"fc2\",\"fc3\"]", report.findValues("name").toString().replace(" ", ""));
        report.findValues("snr_db").forEach(ratio -> assertTrue(ratio.asDouble() > 15, ratio::toString));
        assertRefused("quantise --onnx @float.onnx --calibrate @images --report 2 --output @n.onnx", "has 2 images, which --report 2 leaves none of");
    }

    @Test
    void rangesMayBeAnotherModels() throws IOException {
        succeed("export --model lenet5 --output @float.onnx");
        succeed("quantise --onnx @float.onnx --calibrate @images --output @own.onnx");
        succeed("quantise --onnx @float.onnx --calibrate @images --ranges-of @float.onnx --output @same.onnx");
        assertArrayEquals(Files.readAllBytes(folder.resolve("own.onnx")), Files.readAllBytes(folder.resolve("same.onnx")));
        WeightsFile.write(folder.resolve("zeros.npz"), new TrainedWeights(Parameters.zeros(Models.graph("lenet5")), List.of()));
        succeed("export --model lenet5 --weights @zeros.npz --output @zeros.onnx");
        succeed("quantise --onnx @float.onnx --calibrate @images --ranges-of @zeros.onnx --output @others.onnx");
        succeed("run --onnx @own.onnx --input @x.npy --output @own.npy");
        succeed("run --onnx @others.onnx --input @x.npy --output @others.npy");
        assertFalse(Arrays.equals(output("own.npy"), output("others.npy")));
        succeed("export --model mlp-relu --output @other.onnx");
        assertRefused("quantise --onnx @float.onnx --calibrate @images --ranges-of @other.onnx --output @n.onnx",
                "other.onnx is another network than");
    }

    @Test
    void weightsAreReadFromModels() throws IOException {
        succeed("export --model lenet5 --output @lenet5.onnx");
        succeed("export --model lenet5 --weights @lenet5.onnx --output @again.onnx");
        assertArrayEquals(Files.readAllBytes(folder.resolve("lenet5.onnx")), Files.readAllBytes(folder.resolve("again.onnx")));
        assertRefused("export --model mlp-relu --weights @lenet5.onnx --output @n.onnx", "for graph mlp-relu");
        succeed("export --model lenet5 --int8 --output @int8.onnx");
        assertRefused("export --model lenet5 --weights @int8.onnx --output @n.onnx", "int8.onnx has no weights under PyTorch's names");
    }

    @Test
    void floatModelsRunOnTheHostWhateverTheDevice() throws IOException {
        succeed("export --model lenet5 --output @float.onnx");
        succeed("run --onnx @float.onnx --input @x.npy --output @host.npy");
        CommandLineRun run = run("run --onnx @float.onnx --input @x.npy --output @device.npy --device reference");
        assertTrue(run.out().matches("(?s).*Conv +2 +host +the model is float32\\R.*0 of \\d+ nodes on the array.*"), run.out());
        assertArrayEquals(output("host.npy"), output("device.npy"));
    }

    @Test
    void layersInFloatRunOnTheHost() throws IOException {
        succeed("export --model lenet5 --output @float.onnx");
        succeed("quantise --onnx @float.onnx --calibrate @images --float-layers fc2 --output @q.onnx");
        succeed("run --onnx @q.onnx --input @x.npy --output @host.npy");
        CommandLineRun run = run("run --onnx @q.onnx --input @x.npy --output @array.npy --device reference");
        assertEquals(ExitCode.OK, run.exitCode(), run.err());
        assertTrue(run.out().lines().anyMatch(line -> line.matches("Gemm +1 +host .*")), run.out());
        assertTrue(run.out().lines().anyMatch(line -> line.matches("QLinearConv +2 +array")), run.out());
        assertArrayEquals(output("host.npy"), output("array.npy"));
    }

    @Test
    void aModelIsCalibratedByFilesOfBothKinds() throws IOException {
        succeed("export --model lenet5 --output @float.onnx");
        Path images = folder.resolve("images");
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_GRAY), "png", images.resolve("c.png").toFile());
        assertTrue(run("quantise --onnx @float.onnx --calibrate @images --output @q.onnx").out().contains("calibrated by 3 images"));
        assertTrue(run("quantise --onnx @float.onnx --calibrate @images --calibration-images 2 --output @q.onnx").out().contains("by 2 images"));
        TensorFile.write(images.resolve("d.npy"), "d", Tensor.of(Extents.of(1, 3), new float[3]));
        assertRefused("quantise --onnx @float.onnx --calibrate @images --output @none.onnx", "d.npy has 3 values; the network takes 1x28x28");
        assertFalse(Files.exists(folder.resolve("none.onnx")));
    }

    @Test
    void networksOfAnySizeAreExportedInInt8() {
        succeed("export --model resnet18 --input-size 32 --width 0.1 --classes 10 --int8 --output @small.onnx");
        CommandLineRun run = run("import @small.onnx --show");
        assertTrue(run.out().contains("array, program 1"), run.out());
        assertTrue(run.out().lines().anyMatch(line -> line.matches("com.microsoft.QLinearAdd +8 +array")), run.out());
    }

    @ParameterizedTest
    @CsvSource({"export --model nothing --output @n.onnx, there is no network nothing", "quantise --onnx @absent.onnx --calibrate drawn --output @n.onnx, absent.onnx",
        "export --model lenet5 --int8 half --output @n.onnx, half"})
    void wrongArgumentsTakeOneLine(String command, String message) {
        assertRefused(command, message);
    }

    private void assertRefused(String command, String message) {
        CommandLineRun run = run(command);
        assertEquals(ExitCode.USAGE, run.exitCode(), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(message), run.err());
    }
}
