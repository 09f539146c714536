package systole.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import systole.models.Models;
import systole.models.TrainedModel;
import systole.models.data.DrawnDigits;
import systole.models.data.LabelledImages;
import systole.nn.Network;
import systole.quant.QuantisedGraph;
import systole.quant.Quantiser;
import systole.runtime.Device;
import systole.runtime.DeviceOptions;
import systole.runtime.Devices;
import systole.runtime.ProgressMonitor;
import systole.runtime.Session;

/** The library's use as README.md shows it. */
class LibraryExampleTest {
    private static final Path SOURCE = Path.of("src/test/java/systole/tests/LibraryExampleTest.java");

    @Test
    void aModelIsQuantisedAndRunOnTheSimulator() {
        LabelledImages digits = DrawnDigits.of(3, 20);
        // README begins
        TrainedModel model = Models.trained("lenet5");
        Network network = new Network(model.graph(), model.parameters());
        List<float[]> calibration = digits.images().stream().map(model::prepare).toList();
        QuantisedGraph quantised = Quantiser.quantise(
                model.graph(), model.parameters().values(), calibration, network::activations);
        try (Device device = Devices.open("sim", DeviceOptions.ofArray(16), ProgressMonitor.SILENT);
                Session session = new Session(quantised, device)) {
            byte[] input = quantised.input().quantisation().quantise(calibration.getFirst());
            byte[] scores = session.run(input).output(); // int8, as the reference computes them:
            assertArrayEquals(session.expected(input).get(quantised.output().name()), scores);
        }
        // README ends
    }

    @Test
    void theReadmeShowsThisCode() throws IOException {
        List<String> lines = Files.readAllLines(SOURCE);
        int begin = lines.indexOf("        // README begins");
        int end = lines.indexOf("        // README ends");
        assertTrue(begin > 0 && end > begin);
        String example = lines.subList(begin + 1, end).stream().map(String::stripTrailing)
                .map(line -> line.substring(8)).collect(Collectors.joining("\n"));
        String readme = Files.readString(Path.of("../README.md"));
        assertEquals(1, readme.split(Pattern.quote(example), -1).length - 1, "README.md shows another example");
    }
}
