package systole.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import systole.cli.CommandLineRun;

/** The commands end to end on the simulated hardware. */
class CommandsOnTheSimulatorTest {
    private static final List<String> LAYER = List.of(
            "name", "op", "macs", "cycles", "utilisation", "stall_load", "stall_store", "stall_weights", "bytes_read", "bytes_written");
    private static final List<String> SHARE = List.of("macs", "cycles", "utilisation");

    @TempDir
    private Path folder;

    @Test
    void benchWritesEveryNameThatOthersRelyOn() throws IOException {
        JsonNode report = bench("--array", "16", "--images", "2");
        assertEquals("lenet5", report.get("model").asText());
        assertEquals("sim", report.get("device").asText());
        assertEquals(16, report.get("array").asInt());
        assertEquals(2, report.get("images").asInt());
        assertTrue(report.get("clock_mhz").asDouble() > 0);
        assertTrue(report.get("bit_exact").booleanValue());
        assertEquals(0, report.get("mismatches").asInt());
        report.get("layers").forEach(layer -> assertHas(layer, LAYER));
        assertHas(report.get("conv"), SHARE);
        assertHas(report.get("total"), SHARE);
        assertHas(report.get("sim"), List.of("wall_s", "cycles_per_s", "macs_per_s"));
        assertHas(report.get("reference"), List.of("wall_s", "images_per_s"));
    }

    @Test
    void benchAddsItsLayersUp() throws IOException {
        JsonNode report = bench("--array", "8");
        JsonNode total = report.get("total");
        long cycles = 0;
        long macs = 0;
        for (JsonNode layer : report.get("layers")) {
            cycles += layer.get("cycles").asLong();
            macs += layer.get("macs").asLong();
        }
        assertEquals(total.get("cycles").asLong(), cycles);
        assertEquals(total.get("macs").asLong(), macs);
        assertEquals(416_520, macs);
        assertEquals((double) macs / cycles / 64, total.get("utilisation").asDouble(), 1e-9);
    }

    @ParameterizedTest
    @CsvSource({"--mem-latency 500", "--mem-bytes-per-cycle 3", "--mem-stalls 0.5 --mem-seed 9"})
    void slowMemoryCostsCyclesAndNoBits(String slow) throws IOException {
        long fast = bench("--array", "8").get("total").get("cycles").asLong();
        JsonNode report = bench(("--array 8 " + slow).split(" "));
        assertTrue(report.get("bit_exact").booleanValue());
        assertTrue(report.get("total").get("cycles").asLong() > fast);
    }

    @Test
    void demoPrintsLayersAndPredictions() {
        CommandLineRun run = CommandLineRun.of("demo");
        assertEquals(0, run.exitCode(), run.err());
        for (String part : List.of("conv1", "fc3", "Every byte equals the reference's.", "of 10 digits are read right.", "images/s", "cycles/s")) {
            assertTrue(run.out().contains(part), run.out());
        }
    }

    /** Takes a simulator that can write waves, which is another library. */
    @Test
    void wavesAreWritten() throws IOException {
        Path waves = folder.resolve("run.fst");
        CommandLineRun run = CommandLineRun.of("bench", "--model", "lenet5", "--device", "sim", "--array", "4", "--waves", waves.toString());
        assertEquals(0, run.exitCode(), run.err());
        ByteBuffer header = ByteBuffer.wrap(Files.readAllBytes(waves));
        assertEquals(0, header.get(0), "an FST file starts with a header block");
        assertEquals(329, header.getLong(1), "of this length");
        long firstNanosecond = header.getLong(9);
        long lastNanosecond = header.getLong(17);
        assertTrue(lastNanosecond - firstNanosecond > 10 * 10_000, "an image takes more than 10,000 cycles on so small an array");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "3 | bench --model lenet5 --device sim --array 8 --cycle-limit 1000 | not done after 1000 cycles",
        "3 | bench --model lenet5 --device fpga | no device is called fpga; there are: ",
        "2 | bench --model resnet --device sim | no model is called resnet; there are: softmax-regression",
        "2 | run --model resnet --device sim --input x.png | there is no network resnet; there are: softmax-regression",
        "2 | bench --model lenet5 --device sim --array 12 | not 12",
        "2 | bench --model lenet5 --device sim --mem-latency 100001 | not 100001",
        "2 | bench --model lenet5 --device sim --mem-bytes-per-cycle 0 | not 0",
        "2 | bench --model lenet5 --device sim --mem-stalls 1.5 | not 1.5",
        "2 | bench --model lenet5 --device sim --array 8 --waves /missing/run.fst | /missing",
    })
    void refusalsTakeOneLineAndLeaveNoFile(int exitCode, String arguments, String named) throws IOException {
        Path json = folder.resolve("report.json");
        CommandLineRun run = CommandLineRun.of((arguments + " --json " + json).split(" "));
        OneLine.assertOf(run, exitCode, named);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void unwritableJsonIsRefusedBeforeAnythingRuns() {
        OneLine.assertOf(CommandLineRun.of("bench", "--model", "lenet5", "--json", folder.toString()), 2, folder.toString());
        String missing = folder.resolve("missing").resolve("report.json").toString();
        OneLine.assertOf(CommandLineRun.of("bench", "--model", "lenet5", "--json", missing), 2, missing);
    }

    private static void assertHas(JsonNode node, List<String> names) {
        for (String name : names) {
            assertTrue(node.has(name) && !node.get(name).isNull(), "%s is missing in %s".formatted(name, node));
        }
        assertFalse(node.isEmpty());
    }

    private JsonNode bench(String... options) throws IOException {
        Path json = folder.resolve("report.json");
        List<String> arguments = Stream.concat(Stream.of("bench", "--model", "lenet5", "--device", "sim", "--json", json.toString()),
                Stream.of(options)).toList();
        CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
        assertEquals(0, run.exitCode(), run.err());
        return new ObjectMapper().readTree(json.toFile());
    }
}
