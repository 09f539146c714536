package systole.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systole.cli.CommandLineRun;
import systole.models.LeNet5;
import systole.models.ModelDataset;
import systole.models.SharedData;
import systole.models.data.LabelledImages;
import systole.models.data.Mnist;
import systole.nn.Evaluation;
import systole.nn.Network;

/** LeNet-5 on MNIST's images 8000-9999, which it was not trained on; skipped where they are not at hand. */
class MnistTest {
    private final LeNet5 model = new LeNet5();

    @TempDir
    private Path folder;

    private LabelledImages images;

    @BeforeEach
    void readImages() {
        images = Mnist.read(SharedData.mnist()).test();
    }

    @Test
    void int8LosesAtMostThreeTenthsOfAPoint() throws IOException {
        double exact = Evaluation.of(new Network(model.graph(), model.parameters()), ModelDataset.of(model, images)).accuracy();
        double quantised = (double) correct(classify(images, "reference"), images) / images.size();
        assertTrue(exact >= 0.98, "float " + exact);
        assertTrue(quantised >= exact - 0.003, "float %.4f, int8 %.4f".formatted(exact, quantised));
    }

    @Test
    void theHardwareReadsThemAsTheReferenceDoes() throws IOException {
        LabelledImages some = images.range(0, 20);
        JsonNode onHardware = classify(some, "sim");
        assertTrue(onHardware.get("bit_exact").booleanValue());
        assertEquals(classify(some, "reference").get("predictions"), onHardware.get("predictions"));
    }

    /** What {@code run} says of images in an idx file. */
    private JsonNode classify(LabelledImages some, String device) throws IOException {
        Path file = Files.write(folder.resolve("images"), ImageFiles.IDX.encode(some.images()));
        Path json = folder.resolve(device + ".json");
        CommandLineRun run = CommandLineRun.of("run", "--model", "lenet5", "--device", device, "--input", file.toString(), "--json", json.toString());
        assertEquals(0, run.exitCode(), run.err());
        return new ObjectMapper().readTree(json.toFile());
    }

    private static long correct(JsonNode result, LabelledImages labelled) {
        long correct = 0;
        for (int i = 0; i < labelled.size(); i++) {
            correct += result.get("predictions").get(i).get("label").asInt() == labelled.labels().get(i) ? 1 : 0;
        }
        return correct;
    }
}
