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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import systole.graph.Graph;
import systole.models.Zoo;
import systole.nn.Initialiser;
import systole.nn.Safetensors;

class ModelsCommandTest {
    @TempDir
    private Path folder;

    @Test
    void listsTheZoo() throws IOException {
        Path json = folder.resolve("zoo.json");
        CommandLineRun run = CommandLineRun.of("models", "--json", json.toString());
        assertEquals(ExitCode.OK, run.exitCode(), run.err());
        assertEquals(1 + Zoo.all().size(), run.out().lines().count());
        assertTrue(run.out().lines().anyMatch(line -> line.matches(
                "resnet50 +3x224x224 +1000 +25,557,032 +4,089,184,256 +by chance +He et al., 2016.*")), run.out());
        assertTrue(run.out().lines().anyMatch(line -> line.matches("lenet5 +1x28x28 +10 +61,706 +416,520 +trained +LeCun et al., 1998")), run.out());
        JsonNode rows = new ObjectMapper().readTree(json.toFile());
        assertEquals(Zoo.all().size(), rows.size());
        JsonNode fcn = rows.get(Zoo.all().indexOf(Zoo.byName("fcn-32s")));
        assertEquals("fcn-32s", fcn.get("name").asText());
        assertEquals("[21,224,224]", fcn.get("output").toString());
        assertEquals(136_152_917, fcn.get("parameters").asLong());
    }

    @Test
    void countsOtherSizes() {
        CommandLineRun run = CommandLineRun.of("models", "lenet5", "--width", "0.5", "--input-size", "32", "--classes", "4");
        assertEquals(ExitCode.OK, run.exitCode(), run.err());
        String row = run.out().lines().skip(1).findFirst().orElseThrow();
        assertTrue(row.matches("lenet5 +1x32x32 +4 +[0-9,]+ +[0-9,]+ +by chance +LeCun et al., 1998"), row);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "models nothing                                  | there is no network nothing; there are: softmax-regression",
        "models vgg16 --input-size 8                     | does not fit",
        "bench --model zoo --device model --weights x.npz | --weights are one network's; name it by --model instead of zoo",
        "bench --model matmul-256 --device model --width 2 | matmul-256 is a single layer of one size; leave out --input-size, --width",
        "bench --model vgg16 --device model --width -1   | a network's width must be above 0 and at most 16, not -1.0",
        "bench --model fcn-8s --device model --input-size 2816 --width 4 | GB for weights and tensors, and Java may take",
        "models fcn-8s --input-size 4096 --width 5 | node conv1_1: a shape needs extents of at least 1 with a product below 2^31",
        "bench --model vgg16 --device model --weights missing.npz | missing.npz",
    })
    void refusalsTakeOneLine(String arguments, String named) {
        CommandLineRun run = CommandLineRun.of(arguments.split(" "));
        assertEquals(ExitCode.USAGE, run.exitCode(), run.err());
        String error = run.err().lines().filter(line -> line.startsWith("systole: ")).findFirst().orElseThrow();
        assertTrue(error.contains(named), error);
    }

    /** A small relative of a large network, with weights from a file. */
    @Test
    void benchTakesSizesAndWeights() {
        Graph graph = Zoo.byName("resnet18").graph(Zoo.byName("resnet18").published().withInput(32).withWidth(0.125).withClasses(5));
        Path weights = folder.resolve("small.safetensors");
        Safetensors.write(weights, Initialiser.he().parameters(graph, 1));
        String[] small = {"bench", "--model", "resnet18", "--input-size", "32", "--width", "0.125", "--classes", "5", "--device", "model",
            "--weights", weights.toString()};
        CommandLineRun run = CommandLineRun.of(small);
        assertEquals(ExitCode.OK, run.exitCode(), run.err());
        assertFalse(run.err().contains("drawing the weights"), run.err());
        CommandLineRun whole = CommandLineRun.of("bench", "--model", "resnet18", "--device", "model", "--weights", weights.toString());
        assertEquals(ExitCode.USAGE, whole.exitCode());
        assertTrue(whole.err().contains("conv1.weight is 8x3x7x7, but graph resnet18 needs 64x3x7x7"), whole.err());
    }
}
