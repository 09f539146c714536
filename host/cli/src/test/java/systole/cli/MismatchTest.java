package systole.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systole.runtime.DeviceOptions;
import systole.runtime.Devices;

/** A device that is wrong, or not there, does not go unnoticed. */
class MismatchTest {
    @TempDir
    private Path folder;

    @Test
    void benchNamesTheFirstWrongByte() throws IOException {
        Path json = folder.resolve("report.json");
        CommandLineRun run = CommandLineRun.of("bench", "--model", "lenet5", "--device", "broken", "--json", json.toString());
        assertEquals(ExitCode.MISMATCH, run.exitCode(), run.err());
        assertTrue(run.out().contains("mismatch: fc3, tile 0, channel 9, y 0, x 0: expected "), run.out());
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertFalse(report.get("bit_exact").booleanValue());
        assertEquals(2, report.get("mismatches").asInt(), "one byte in the comparison of all layers, one in the run");
    }

    @Test
    void demoEndsWithTheSameCode() {
        CommandLineRun run = CommandLineRun.of("demo", "--device", "broken");
        assertEquals(ExitCode.MISMATCH, run.exitCode(), run.err());
        assertTrue(run.out().contains("differs"), run.out());
    }

    @Test
    void validateNamesTheFirstWrongByte() {
        CommandLineRun run = CommandLineRun.of("validate", "--device", "broken");
        assertEquals(ExitCode.MISMATCH, run.exitCode(), run.err());
        assertTrue(run.out().matches("(?s).*network +FAILED  fc3, tile 0, channel 9.*"), run.out());
    }

    @Test
    void aDeviceWithAnObstacleIsListedButNotOpened() {
        assertTrue(CommandLineRun.of("devices").out().contains("not usable: no card is plugged in"));
        CommandLineRun run = CommandLineRun.of("bench", "--model", "lenet5", "--device", "absent");
        assertEquals(ExitCode.DEVICE, run.exitCode());
        assertEquals("systole: device absent cannot be used: no card is plugged in; plug one in", run.err().strip());
        Devices.Choice choice = Devices.preferred(DeviceOptions.ofArray(16));
        assertEquals("sim", choice.name());
        assertTrue(choice.obstacles().contains("absent cannot be used: no card is plugged in; plug one in"), choice.toString());
    }
}
