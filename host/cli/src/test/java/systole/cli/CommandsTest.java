package systole.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import systole.contract.MarkdownTables;
import systole.models.Models;
import systole.models.data.DrawnDigits;
import systole.models.data.GreyImage;
import systole.nn.Npz;

/** The commands end to end, on the devices that need no simulator. */
class CommandsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"4", "8", "16", "64"})
    void benchIsBitExactOnTheModel(String array) throws IOException {
        Path json = folder.resolve("report.json");
        CommandLineRun run = CommandLineRun.of("bench", "--model", "lenet5", "--device", "model", "--array", array, "--images", "3",
                "--json", json.toString());
        assertEquals(ExitCode.OK, run.exitCode(), run.err());
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertEquals("lenet5", report.get("model").asText());
        assertEquals("model", report.get("device").asText());
        assertEquals(Integer.parseInt(array), report.get("array").asInt());
        assertEquals(3, report.get("images").asInt());
        assertTrue(report.get("bit_exact").booleanValue());
        assertEquals(0, report.get("mismatches").asInt());
        assertEquals(3 * 416_520, report.get("total").get("macs").asLong());
        assertEquals(3 * 357_600, report.get("conv").get("macs").asLong());
        assertTrue(report.get("reference").get("images_per_s").asDouble() > 1);
        assertTrue(report.get("total").get("cycles").asLong() > 3 * 1000);
        assertTrue(report.get("sim").get("cycles_per_s").asDouble() > 0);
    }

    @Test
    void benchRunsBatchesAndWritesFigures() throws IOException {
        Path json = folder.resolve("report.json");
        Path csv = folder.resolve("layers.csv");
        Path plot = folder.resolve("layers.svg");
        CommandLineRun run = CommandLineRun.of("bench", "--model", "lenet5", "--device", "model", "--batch", "3", "--json", json.toString(),
                "--csv", csv.toString(), "--plot", plot.toString());
        assertEquals(ExitCode.OK, run.exitCode(), run.err());
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertEquals(3, report.get("batch").asInt());
        assertEquals(3, report.get("images").asInt());
        assertTrue(report.get("bit_exact").booleanValue());
        assertTrue(report.get("compilation").get("peak_memory_bytes").asLong() > 61_000, "the weights alone take more");
        assertEquals(1 + report.get("layers").size(), Files.readAllLines(csv).size());
        assertTrue(Files.readString(plot).contains("fc3"));
        assertTrue(run.out().contains("3 images in batches of 3"), run.out());
        assertTrue(run.out().contains("of all cycles could be useful at 16 B/cycle"), run.out());
    }

    @Test
    void runClassifiesAnImageOfOnesOwnWithWeightsOfOnesOwn() throws IOException {
        Map<String, Integer> labels = new TreeMap<>();
        Path weights = folder.resolve("weights.npz");
        Npz.write(weights, Models.trained("lenet5").parameters());
        String[] arguments = {"run", "--model", "lenet5", "--weights", weights.toString(), "--device", "model", "--json",
            folder.resolve("run.json").toString(), "--input", image(3, labels), image(7, labels)};
        CommandLineRun run = CommandLineRun.of(arguments);
        assertEquals(ExitCode.OK, run.exitCode(), run.err());
        JsonNode result = new ObjectMapper().readTree(folder.resolve("run.json").toFile());
        assertTrue(result.get("bit_exact").booleanValue());
        assertEquals(2, result.get("predictions").size());
        for (JsonNode prediction : result.get("predictions")) {
            assertEquals(labels.get(prediction.get("image").asText()), prediction.get("label").asInt());
            assertTrue(run.out().contains(prediction.get("image").asText() + ": " + prediction.get("label").asInt()), run.out());
        }
    }

    @Test
    void demoShowsLayersDigitsAndSpeeds() {
        CommandLineRun run = CommandLineRun.of("demo", "--device", "model");
        assertEquals(ExitCode.OK, run.exitCode(), run.err());
        assertTrue(run.out().contains("conv1"), run.out());
        assertTrue(run.out().contains("Every byte equals the reference's."), run.out());
        assertTrue(run.out().contains("of 10 digits are read right."), run.out());
        assertTrue(run.out().contains("images/s in Java"), run.out());
    }

    @Test
    void devicesAreListed() throws IOException {
        Path json = folder.resolve("devices.json");
        assertEquals(ExitCode.OK, CommandLineRun.of("devices", "--json", json.toString()).exitCode());
        Set<String> names = new TreeSet<>();
        new ObjectMapper().readTree(json.toFile()).forEach(row -> names.add(row.get("name").asText()));
        assertTrue(names.containsAll(Set.of("model", "reference")), names.toString());
    }

    @Test
    void validateTriesTheNetwork() throws IOException {
        Path json = folder.resolve("checks.json");
        CommandLineRun run = CommandLineRun.of("validate", "--device", "model", "--array", "8", "--json", json.toString());
        assertEquals(ExitCode.OK, run.exitCode(), run.err());
        assertTrue(run.out().contains("5 tensors of lenet5 equal the reference's"), run.out());
        new ObjectMapper().readTree(json.toFile()).forEach(check -> assertTrue(check.get("passed").asBoolean(), check.toString()));
    }

    @Test
    void docsAreTheContractsTables() throws IOException {
        Path page = folder.resolve("ISA.md");
        assertEquals(ExitCode.OK, CommandLineRun.of("docs", "--output", page.toString()).exitCode());
        assertEquals(MarkdownTables.page(), Files.readString(page));
    }

    @Test
    void everyCommandHasHelp() {
        for (String command : SystoleCommand.commandLine().getSubcommands().keySet()) {
            CommandLineRun run = CommandLineRun.of(command, "--help");
            assertEquals(ExitCode.OK, run.exitCode());
            assertTrue(run.out().startsWith("Usage: systole " + command), run.out());
        }
        assertTrue(CommandLineRun.of("--version").out().matches("systole [0-9][^$]*\\R"));
    }

    @Test
    void onlyTheCommandThatRunsIsLookedAt() {
        assertEquals(Set.of("import"), SystoleCommand.commandLineFor("import", "--help").getSubcommands().keySet());
        Set<String> all = SystoleCommand.commandLine().getSubcommands().keySet();
        assertEquals(all, SystoleCommand.commandLineFor("--verbose", "import").getSubcommands().keySet());
        assertEquals(all, SystoleCommand.commandLineFor().getSubcommands().keySet());
    }

    private String image(int label, Map<String, Integer> labels) throws IOException {
        GreyImage digit = DrawnDigits.of(2, 10).images().get(label);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write("P5 %d %d 255\n".formatted(digit.width(), digit.height()).getBytes(StandardCharsets.US_ASCII));
        bytes.write(digit.pixels());
        Path file = Files.write(folder.resolve(label + ".pgm"), bytes.toByteArray());
        labels.put(file.toString(), label);
        return file.toString();
    }
}
