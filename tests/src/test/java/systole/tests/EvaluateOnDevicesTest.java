package systole.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systole.cli.CommandLineRun;
import systole.models.data.DrawnDigits;
import systole.models.data.LabelledImages;

/** Measuring a network on simulated hardware: as many images are read as on the devices that are written in Java. */
class EvaluateOnDevicesTest {
    private static final int IMAGES = 100;
    private static final int MEASURED = 20;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeDigits() throws IOException {
        LabelledImages digits = DrawnDigits.of(8, IMAGES);
        ByteBuffer images = ByteBuffer.allocate(16 + IMAGES * 784).putInt(0x803).putInt(IMAGES).putInt(28).putInt(28);
        ByteBuffer labels = ByteBuffer.allocate(8 + IMAGES).putInt(0x801).putInt(IMAGES);
        for (int i = 0; i < IMAGES; i++) {
            images.put(digits.images().get(i).pixels());
            labels.put(digits.labels().get(i).byteValue());
        }
        Files.write(folder.resolve("t10k-images-idx3-ubyte"), images.array());
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), labels.array());
    }

    @Test
    void theSimulatedArrayReadsWhatTheReferenceReads() throws IOException {
        JsonNode reference = evaluate("reference");
        JsonNode sim = evaluate("sim");
        assertEquals("sim", sim.get("device").asText());
        assertEquals("lenet5", sim.get("model").asText());
        assertEquals(MEASURED, sim.get("images").asInt());
        assertEquals(reference.get("correct").asInt(), sim.get("correct").asInt());
        assertEquals(sim.get("correct").asDouble() / MEASURED, sim.get("accuracy").asDouble());
        assertTrue(sim.get("images_per_s").asDouble() > 0);
        assertTrue(sim.get("accuracy").asDouble() > 0.9);
    }

    private JsonNode evaluate(String device) throws IOException {
        Path json = folder.resolve(device + ".json");
        CommandLineRun run = CommandLineRun.of("evaluate", "--model", "lenet5", "--data", folder.toString(), "--device", device,
                "--json", json.toString());
        assertEquals(0, run.exitCode(), run.err());
        return new ObjectMapper().readTree(json.toFile());
    }
}
