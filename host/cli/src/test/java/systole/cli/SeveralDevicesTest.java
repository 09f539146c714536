package systole.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands whose work is shared by several devices. */
class SeveralDevicesTest {
    private static final String LOSS = "systole: device 0 (failing) is taken out, 1 left: its fan has stopped";

    @TempDir
    private Path folder;

    @Test
    void benchTakesTheCyclesOfOneDevice() throws IOException {
        JsonNode several = bench("model,model", ExitCode.OK);
        JsonNode one = bench("model", ExitCode.OK);
        assertEquals("model,model", several.get("device").asText());
        assertTrue(several.get("bit_exact").asBoolean());
        assertEquals(one.get("total"), several.get("total"));
        assertEquals(one.get("layers"), several.get("layers"));
    }

    @Test
    void anotherDeviceRedoesWhatOneFailedOn() throws IOException {
        CommandLineRun run = run("failing,reference");
        assertEquals(ExitCode.OK, run.exitCode(), run.err());
        assertTrue(run.err().contains(LOSS), run.err());
        JsonNode report = report();
        assertTrue(report.get("bit_exact").asBoolean());
        assertEquals(20, report.get("images").asInt());
    }

    @Test
    void aWrongDeviceAmongOthersIsNoticed() throws IOException {
        assertTrue(bench("broken,broken", ExitCode.MISMATCH).get("mismatches").asInt() > 0);
    }

    @Test
    void whenAllFailTheLastOneSaysWhy() {
        CommandLineRun run = run("failing,failing");
        assertEquals(ExitCode.DEVICE, run.exitCode(), run.err());
        assertTrue(run.err().contains("systole: every device has failed after 4 of "), run.err());
    }

    @Test
    void validateTriesEach() {
        CommandLineRun run = CommandLineRun.of("validate", "--device", "reference,broken");
        assertEquals(ExitCode.MISMATCH, run.exitCode(), run.err());
        assertTrue(run.out().contains("device 0: network  passed"), run.out());
        assertTrue(run.out().contains("device 1: network  FAILED"), run.out());
    }

    @Test
    void oneThatCannotBeOpenedIsNamed() {
        CommandLineRun run = run("model,absent");
        assertEquals(ExitCode.DEVICE, run.exitCode());
        assertEquals("systole: device absent cannot be used: no card is plugged in; plug one in", run.err().strip());
    }

    private JsonNode bench(String devices, int exitCode) throws IOException {
        CommandLineRun run = run(devices);
        assertEquals(exitCode, run.exitCode(), run.err());
        return report();
    }

    private CommandLineRun run(String devices) {
        return CommandLineRun.of("bench", "--model", "lenet5", "--device", devices, "--images", "20", "--json", file());
    }

    private JsonNode report() throws IOException {
        return new ObjectMapper().readTree(Path.of(file()).toFile());
    }

    private String file() {
        return folder.resolve("report.json").toString();
    }
}
