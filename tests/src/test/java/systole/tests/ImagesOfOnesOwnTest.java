package systole.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import systole.cli.CommandLineRun;
import systole.models.data.DrawnDigits;
import systole.models.data.GreyImage;

/** {@code run} reads every kind of file, on the simulated hardware, and refuses damaged ones in one line. */
class ImagesOfOnesOwnTest {
    private static final List<GreyImage> DIGITS = DrawnDigits.of(DrawnDigits.HELD_OUT_SEED, 10).images();
    private static final int DIGIT = 3;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void everyKindIsRead(ImageFiles kind) throws IOException {
        List<GreyImage> images = DIGITS.subList(DIGIT, DIGIT + 2);
        Path file = write(kind, kind.encode(images));
        JsonNode result = classify(file);
        assertTrue(result.get("bit_exact").booleanValue());
        JsonNode predictions = result.get("predictions");
        assertEquals(kind.holdsMany() ? 2 : 1, predictions.size());
        for (int i = 0; i < predictions.size(); i++) {
            assertEquals(DIGIT + i, predictions.get(i).get("label").asInt());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 100})
    void picturesOfAnySizeAreFramed(int factor) throws IOException {
        JsonNode result = classify(write(ImageFiles.PNG, ImageFiles.PNG.encode(List.of(enlarged(DIGITS.get(DIGIT), factor)))));
        assertEquals(DIGIT, result.get("predictions").get(0).get("label").asInt());
    }

    @ParameterizedTest
    @EnumSource
    void truncatedFilesAreRefused(ImageFiles kind) throws IOException {
        byte[] whole = kind.encode(DIGITS);
        for (int length : new int[] {0, 1, 3, 7, 12, 40, whole.length / 2, whole.length - 20}) {
            Path file = write(kind, Arrays.copyOf(whole, length));
            assertRefused(file.toString(), run(file, folder.resolve("result.json")));
        }
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("digit.png"), "This is no picture, whatever its name says.");
        assertRefused(text.toString(), run(text, folder.resolve("result.json")));
        assertRefused(folder.toString(), run(folder, folder.resolve("result.json")));
        Path missing = folder.resolve("missing.png");
        assertRefused(missing.toString(), run(missing, folder.resolve("result.json")));
    }

    private void assertRefused(String named, CommandLineRun run) throws IOException {
        OneLine.assertOf(run, 2, named);
        assertTrue(Files.notExists(folder.resolve("result.json")), "a result was left behind");
    }

    private JsonNode classify(Path file) throws IOException {
        Path json = folder.resolve("result.json");
        CommandLineRun run = run(file, json);
        assertEquals(0, run.exitCode(), run.err());
        return new ObjectMapper().readTree(json.toFile());
    }

    private static CommandLineRun run(Path file, Path json) {
        return CommandLineRun.of("run", "--model", "lenet5", "--device", "sim", "--array", "8", "--json", json.toString(), "--input", file.toString());
    }

    private Path write(ImageFiles kind, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(kind.name()), bytes);
    }

    private static GreyImage enlarged(GreyImage image, int factor) {
        int width = image.width() * factor;
        byte[] pixels = new byte[width * image.height() * factor];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) image.at(i % width / factor, i / width / factor);
        }
        return new GreyImage(width, image.height() * factor, pixels);
    }
}
