package systole.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantisationCommandTest {
    @TempDir
    private Path folder;

    private JsonNode figures(String... options) throws IOException {
        String file = folder.resolve("figures.json").toString();
        String[] all = new String[options.length + 5];
        System.arraycopy(new String[] {"quantisation", "--model", "lenet5", "--json", file}, 0, all, 0, 5);
        System.arraycopy(options, 0, all, 5, options.length);
        CommandLineRun run = CommandLineRun.of(all);
        assertEquals(ExitCode.OK, run.exitCode(), run.err());
        return new ObjectMapper().readTree(Files.readAllBytes(Path.of(file)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"minmax", "percentile", "entropy", "mse"})
    void everyMethodKeepsLenet5sSignal(String method) throws IOException {
        JsonNode figures = figures("--method", method, "--bias-correction");
        assertEquals("lenet5", figures.get("model").asText());
        assertEquals(5, figures.findValues("weights_snr_db").stream().filter(JsonNode::isNumber).count());
        assertTrue(figures.get("output_snr_db").asDouble() > 20, figures.toPrettyString());
        JsonNode first = figures.get("layers").get(0);
        assertEquals(first.get("own_snr_db").asDouble(), first.get("snr_db").asDouble(), "the first layer inherits nothing");
    }

    @Test
    void layersBelowAThresholdStayInFloat() throws IOException {
        JsonNode int8 = figures("--granularity", "tensor");
        String worst = int8.get("worst_layer").asText();
        JsonNode mixed = figures("--granularity", "tensor", "--float-below", "100", "--plot", folder.resolve("noise.svg").toString());
        assertEquals(5, mixed.get("float_layers").size(), mixed.toPrettyString());
        assertTrue(mixed.get("output_snr_db").asDouble() > int8.get("output_snr_db").asDouble());
        assertTrue(Files.readString(folder.resolve("noise.svg")).contains(worst));
    }

    @ParameterizedTest
    @CsvSource({"--method percentile --percentile 30, above 50", "--percentile 99, leave it out", "--float-layers nothing, no such layer",
        "--images 0, at least 1", "--calibration-images 0, at least 1", "--plot noise.txt, .svg"})
    void wrongOptionsTakeOneLine(String options, String message) {
        CommandLineRun run = CommandLineRun.of(("quantisation --model lenet5 " + options).split(" "));
        assertEquals(ExitCode.USAGE, run.exitCode(), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(message), run.err());
    }
}
