package systole.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import systole.nn.Score;
import systole.nn.TrainingProgress;

/** Training and measuring from the command line, on a few drawn digits in MNIST's files. */
class TrainCommandTest {
    private static final int IMAGES = 200;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeDigits() throws IOException {
        DigitFiles.write(Files.createDirectory(folder.resolve("data")), 5, IMAGES);
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private CommandLineRun train(String... more) {
        String[] arguments = {"train", "--recipe", "softmax-regression", "--data", at("data"), "--batch-size", "20", "--threads", "2"};
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return CommandLineRun.of(all);
    }

    @Test
    void trainedWeightsAreMeasuredAlikeAfterwards() throws IOException {
        CommandLineRun run = train("--epochs", "4", "--output", at("w.npz"), "--best", at("best.safetensors"), "--log", at("log"),
                "--plot", at("curve.svg"), "--json", at("train.json"));
        assertEquals(ExitCode.OK, run.exitCode(), run.err());
        assertTrue(run.out().matches("(?s)epoch  1/4  loss \\d\\.\\d{4}  accuracy [\\d.]+ %  measured: loss [\\d.]+  accuracy [\\d.]+ %  \\d+ images/s\\R"
                + ".*softmax-regression: \\d+ of 40 correct, [\\d.]+ %\\R"), run.out());
        JsonNode trained = json("train.json");
        assertEquals(4, trained.get("epochs").size());
        assertTrue(trained.get("epochs").get(3).get("loss").asDouble() < trained.get("epochs").get(0).get("loss").asDouble());
        assertTrue(Files.readString(folder.resolve("curve.svg")).contains("not trained on"));
        assertTrue(Files.exists(folder.resolve("best.safetensors")));
        assertEquals(1, folder.resolve("log").toFile().list().length);

        CommandLineRun measured = CommandLineRun.of("evaluate", "--model", "softmax-regression", "--weights", at("w.npz"), "--data", at("data"),
                "--json", at("evaluate.json"));
        assertEquals(ExitCode.OK, measured.exitCode(), measured.err());
        JsonNode result = json("evaluate.json");
        assertEquals(trained.get("correct").asInt(), result.get("correct").asInt());
        assertEquals(40, result.get("images").asInt());
        assertEquals(result.get("correct").asDouble() / 40, result.get("accuracy").asDouble());
        assertTrue(result.get("images_per_s").asDouble() > 0);
        assertEquals("softmax-regression", result.get("model").asText());
    }

    /** Training for int8 goes on from float weights; its scores are those of rounded weights. */
    @Test
    void trainingIsAwareOfQuantisationWhereAsked() throws IOException {
        assertEquals(ExitCode.OK, train("--epochs", "3", "--output", at("float.npz")).exitCode());
        CommandLineRun run = train("--epochs", "1", "--learning-rate", "0.0005", "--weights", at("float.npz"), "--quantisation-aware",
                "--granularity", "tensor", "--method", "mse", "--output", at("aware.npz"), "--json", at("aware.json"));
        assertEquals(ExitCode.OK, run.exitCode(), run.err());
        CommandLineRun plain = train("--epochs", "1", "--learning-rate", "0.0005", "--weights", at("float.npz"), "--json", at("plain.json"));
        assertEquals(ExitCode.OK, plain.exitCode(), plain.err());
        double aware = json("aware.json").get("epochs").get(0).get("loss").asDouble();
        double unaware = json("plain.json").get("epochs").get(0).get("loss").asDouble();
        assertEquals(unaware, aware, 0.1 * unaware);
        assertTrue(aware != unaware, "weights were not rounded");
        CommandLineRun measured = CommandLineRun.of("evaluate", "--model", "softmax-regression", "--weights", at("aware.npz"),
                "--ranges-of", at("float.npz"), "--data", at("data"), "--device", "reference", "--granularity", "tensor", "--method", "mse",
                "--json", at("evaluate.json"));
        assertEquals(ExitCode.OK, measured.exitCode(), measured.err());
        assertEquals(json("aware.json").get("correct").asInt(), json("evaluate.json").get("correct").asInt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "reference", "model", "model,reference"})
    void lenet5ReadsDigitsOnEveryDevice(String device) throws IOException {
        CommandLineRun run = CommandLineRun.of("evaluate", "--model", "lenet5", "--data", at("data"), "--device", device, "--json", at("evaluate.json"));
        assertEquals(ExitCode.OK, run.exitCode(), run.err());
        assertEquals(device, json("evaluate.json").get("device").asText());
        assertTrue(json("evaluate.json").get("accuracy").asDouble() > 0.95, run.out());
    }

    @Test
    void anInterruptedTrainingGoesOnFromItsCheckpoint() throws IOException {
        assertEquals(ExitCode.OK, train("--epochs", "3", "--set", "schedule=constant", "--output", at("whole.safetensors")).exitCode());
        train("--epochs", "1", "--set", "schedule=constant", "--checkpoint", at("c"));
        CommandLineRun resumed = train("--epochs", "3", "--set", "schedule=constant", "--checkpoint", at("c"), "--output", at("resumed.safetensors"));
        assertTrue(resumed.out().startsWith("epoch  2/3"), resumed.out() + resumed.err());
        assertArrayEquals(Files.readAllBytes(folder.resolve("whole.safetensors")), Files.readAllBytes(folder.resolve("resumed.safetensors")));
    }

    @Test
    void weightsOfAnotherNetworkAreTakenByNameAndFrozen() {
        assertEquals(ExitCode.OK, train("--epochs", "1", "--output", at("w.safetensors")).exitCode());
        CommandLineRun run = CommandLineRun.of("train", "--recipe", "mlp-relu", "--data", at("data"), "--epochs", "1", "--weights", at("w.safetensors"),
                "--freeze", "fc1,fc2");
        assertEquals(ExitCode.OK, run.exitCode(), run.err());
        assertTrue(run.out().startsWith(at("w.safetensors") + ": 0 tensors fit; missing: fc1.weight, fc1.bias, "), run.out());
        assertTrue(run.out().contains("unexpected: fc.weight, fc.bias; of another shape: none"), run.out());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "train --recipe lenet5 --data nowhere | there is no folder nowhere, and no data set of that name; there is: drawn",
        "train --recipe nosuch --data drawn | there is no recipe nosuch",
        "train --data drawn | --model",
        "train --recipe lenet5 | --data",
        "train --model lenet6 --data drawn | there is no network lenet6",
        "train --recipe lenet5 --data drawn --optimiser adamant | cannot be 'adamant'",
        "train --recipe lenet5 --data drawn --epochs 0 | epochs must be at least 1, not 0",
        "train --recipe lenet5 --data drawn --threads 0 | threads must be at least 1, not 0",
        "train --recipe lenet5 --data drawn --output /no/such/w.npz | there is no folder /no/such",
        "train --recipe lenet5 --data drawn --freeze conv9 | graph lenet5 has no node conv9",
        "train --recipe lenet5 --data drawn --unreadable maybe | maybe",
        "evaluate --model mlp-relu --data drawn | the project ships no trained weights for mlp-relu; train it, and give the file by --weights",
        "evaluate --model lenet5 --data drawn --weights nosuch.npz | there is no weights file nosuch.npz",
        "evaluate --model alexnet --weights x --data drawn | there is no weights file x",
        "study --data drawn --study nosuch.json | there is no recipe nosuch.json",
    })
    void slipsAreOneLine(String arguments, String part) {
        CommandLineRun run = CommandLineRun.of(arguments.split(" "));
        assertEquals(ExitCode.USAGE, run.exitCode(), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().startsWith("systole: ") && run.err().contains(part), run.err());
    }

    @Test
    void aLossThatIsNoNumberIsOneLine() {
        CommandLineRun run = train("--learning-rate", "1e38", "--optimiser", "sgd");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().matches("systole: the training loss is (NaN|Infinity) in epoch 1: .* node fc, a Linear; .*\\R"), run.err());
    }

    @Test
    void aStudyDrawsItsPanels() throws IOException {
        Files.writeString(folder.resolve("study.json"), """
                {"panels": [{"title": "Two rates", "recipe": "softmax-regression", "images": 50, "measure": "trainingLoss", "settings": {"epochs": 2},
                             "runs": {"slow": {"learningRate": 0.0001}, "fast": {"learningRate": 0.01}}}]}""");
        CommandLineRun run = CommandLineRun.of("study", "--study", at("study.json"), "--data", at("data"), "--plot", at("study.svg"), "--json", at("s.json"));
        assertEquals(ExitCode.OK, run.exitCode(), run.err());
        assertEquals(2, run.out().lines().count(), run.out());
        String picture = Files.readString(folder.resolve("study.svg"));
        assertTrue(picture.contains("Two rates") && picture.contains("slow"));
        JsonNode lines = json("s.json").get(0).get("lines");
        assertTrue(lines.get("fast").get(1).asDouble() < lines.get("slow").get(1).asDouble());
    }

    @Test
    void theBarTellsLossSpeedAndTimeLeft() {
        TrainingProgress progress = new TrainingProgress(2, 3, 500, 1000, new Score(500, 0.25, 400), 0.01, 5);
        assertEquals("epoch 2, loss 0.2500, accuracy 80.0 %, 100 images/s, 0:15 left", TrainingBar.text(progress));
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        try (TrainingBar bar = new TrainingBar(new PrintStream(shown), true)) {
            bar.show(progress);
        }
        assertTrue(shown.toString(StandardCharsets.UTF_8).contains("training"), shown.toString(StandardCharsets.UTF_8));
    }

    private JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(folder.resolve(name).toFile());
    }
}
