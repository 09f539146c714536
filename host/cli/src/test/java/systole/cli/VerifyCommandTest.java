package systole.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyCommandTest {
    @TempDir
    private Path folder;

    @Test
    void countsWhatIsEqual() throws IOException {
        Path json = folder.resolve("campaign.json");
        CommandLineRun run = CommandLineRun.of(
                "verify", "--seed", "4", "--cases", "50", "--device", "model", "--array", "8", "--json", json.toString());
        assertEquals(ExitCode.OK, run.exitCode(), run.err());
        assertTrue(run.out().matches("50 cases of seed 4 on model: \\d+ equal the reference in all [0-9,]+ bytes of [0-9,]+ tensors,"
                + " \\d+ do not fit, 0 failed; [0-9.]+ s\\R"), run.out());
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertEquals(50, report.get("equal").asInt() + report.get("refused").asInt());
        assertTrue(report.get("bytes").asLong() > 1000);
        assertFalse(report.has("failure"));
    }

    @Test
    void printsACommandThatFailsTheSameWay() throws IOException {
        Path json = folder.resolve("campaign.json");
        CommandLineRun run = CommandLineRun.of("verify", "--device", "model,broken", "--json", json.toString());
        assertEquals(ExitCode.MISMATCH, run.exitCode(), run.err());
        String mismatch = line(run, "mismatch:");
        assertTrue(mismatch.matches("broken: n1, tile 0, channel 0, y 0, x 0: expected -?\\d+, got -?\\d+; 1 byte differs"), mismatch);
        assertTrue(run.out().contains(", 1 failed; "), run.out());
        String command = line(run, "again:");
        JsonNode failure = new ObjectMapper().readTree(json.toFile()).get("failure");
        assertEquals(command, failure.get("command").asText());
        assertEquals(mismatch, failure.get("device").asText() + ": " + failure.get("reason").asText());

        String[] words = command.split(" ");
        assertEquals("./systole", words[0]);
        CommandLineRun again = CommandLineRun.of(Arrays.copyOfRange(words, 1, words.length));
        assertEquals(ExitCode.MISMATCH, again.exitCode(), again.err());
        assertEquals(mismatch, line(again, "mismatch:"));
        assertEquals(command, line(again, "again:"), "the smallest case cannot shrink further");
    }

    @Test
    void aCaseThatPassesEndsWell() {
        CommandLineRun run = CommandLineRun.of("verify", "--device", "model", "--case", "array=4/input=1x1x3/conv=5,kernel=1x3");
        assertEquals(ExitCode.OK, run.exitCode(), run.err());
        assertTrue(run.out().startsWith("1 case on model: 1 equal the reference in all 10 bytes of 2 tensors, "), run.out());
    }

    @Test
    void saysWhyACaseDoesNotFit() {
        CommandLineRun run = CommandLineRun.of(
                "verify", "--device", "model", "--case", "array=4,sizes=smallest/input=4x20x20/conv=4,kernel=20x20");
        assertEquals(ExitCode.OK, run.exitCode(), run.err());
        assertTrue(run.out().startsWith("does not fit, for one: layer n1: no output pixel fits on chip"), run.out());
        assertTrue(run.out().contains("0 equal the reference in all 0 bytes of 0 tensors, 1 do not fit, 0 failed"), run.out());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "2 | verify --cases 0 --device model | --cases must be at least 1, not 0",
        "2 | verify --array 5 --device model | array size must be a power of two from 4 to 64, not 5",
        "2 | verify --seed x --device model | x",
        "2 | verify --case array=4 --device model | a case must be written as in",
        "2 | verify --case array=4/input=1x1x1/conv=0 --device model | layer 1",
        "2 | verify --seed 1 --case array=4/input=1x1x1/conv=1 | --case",
        "2 | verify --json /no/such/folder/x.json | there is no folder /no/such/folder",
        "3 | verify --device model,gpu | no device is called gpu",
        "3 | verify --device absent | no card is plugged in",
    })
    void namesWhatIsWrong(int exitCode, String arguments, String part) {
        CommandLineRun run = CommandLineRun.of(arguments.split(" "));
        assertEquals(exitCode, run.exitCode(), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(part), run.err());
    }

    private static String line(CommandLineRun run, String title) {
        return run.out().lines().filter(line -> line.startsWith(title)).findFirst().orElseThrow(() -> new AssertionError(run.out()))
                .substring(title.length()).strip();
    }
}
