package systole.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import systole.graph.Shape;

class TrainedWeightsTest {
    private static final Parameters PARAMETERS = new Parameters(Map.of("fc.weight", new Tensor(Shape.of(1, 2), new float[] {1, -2})));

    @TempDir
    private Path folder;

    @Test
    void tellHowTheyWereTrained() {
        List<EpochResult> history = List.of(new EpochResult(1, new Score(7, 0.1, 5), Optional.empty()),
                new EpochResult(2, new Score(7, 1 / 3.0, 6), Optional.of(new Score(3, Double.MIN_VALUE, 0))));
        Path file = folder.resolve("weights");
        new TrainedWeights(PARAMETERS, history).write(file);
        assertEquals(history, TrainedWeights.read(file).history());
        assertArrayEquals(new float[] {1, -2}, Safetensors.read(file).get("fc.weight").values(), "anybody can read them");
    }

    @Test
    void othersTellNothing() {
        Path file = folder.resolve("weights");
        Safetensors.write(file, PARAMETERS);
        assertEquals(List.of(), TrainedWeights.read(file).history());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "[null]", "[{}]", "[{\"training\":{\"images\":null,\"loss\":1,\"correct\":1}}]", "[1"})
    void whatTellsNoEpochsIsRefused(String epochs) {
        Path file = folder.resolve("weights");
        Safetensors.write(file, new Safetensors.Content(PARAMETERS, Map.of("systole.epochs", epochs)));
        assertEquals("weights %s: their 'systole.epochs' does not tell how a training went".formatted(file),
                assertThrows(WeightsException.class, () -> TrainedWeights.read(file)).getMessage());
    }
}
