package systole.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systole.cli.CommandLineRun;
import systole.cli.DigitFiles;

/** Measuring a network on simulated hardware: as many images are read as on the devices that are written in Java. */
class EvaluateOnDevicesTest {
    private static final int IMAGES = 100;
    private static final int MEASURED = 20;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeDigits() throws IOException {
        DigitFiles.write(folder, 8, IMAGES);
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
