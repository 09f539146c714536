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

class SummaryCommandTest {
    @TempDir
    private Path folder;

    @Test
    void listsDrawsAndCounts() throws IOException {
        Path picture = folder.resolve("lenet5.svg");
        Path figures = folder.resolve("lenet5.json");
        CommandLineRun run = CommandLineRun.of("summary", "--model", "lenet5", "--svg", picture.toString(), "--json", figures.toString());
        assertEquals(ExitCode.OK, run.exitCode(), run.err());
        assertTrue(run.out().contains("\nconv2    Conv2d   16x10x10       2,416  240,000   6,400    14     2\n"), run.out());
        String svg = Files.readString(picture);
        for (String text : new String[] {"lenet5: 61.7K parameters, 417K multiply-accumulates", ">conv1<", ">pool2<", "MaxPool 2x2, stride 2", ">Flatten<"}) {
            assertTrue(svg.contains(text), text);
        }
        JsonNode json = new ObjectMapper().readTree(figures.toFile());
        assertEquals(61_706, json.get("parameters").asInt());
        assertEquals(416_520, json.get("macs").asInt());
        JsonNode pool = json.get("layers").get(3);
        assertEquals("[6,14,14]", pool.get("output").toString());
        assertEquals(6 * 14 * 14 * 4, pool.get("activation_bytes").asInt());
        assertEquals("{\"rows\":{\"size\":6,\"jump\":2.0},\"columns\":{\"size\":6,\"jump\":2.0}}", pool.get("receptive_field").toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "summary | --model",
        "summary --model lenet6 | there is no network lenet6",
        "summary --model lenet5 --svg x.jpg | its name must end in .svg or .png",
        "summary --model lenet5 --svg /no/such/x.svg | there is no folder /no/such",
        "summary --model lenet5 --json /no/such/x.json | there is no folder /no/such",
    })
    void slipsAreOneLine(String arguments, String part) {
        CommandLineRun run = CommandLineRun.of(arguments.split(" "));
        assertEquals(ExitCode.USAGE, run.exitCode(), run.err());
        assertTrue(run.err().lines().count() == 1 && run.err().contains(part), run.err());
    }
}
