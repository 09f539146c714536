package systole.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systole.nn.Safetensors;
import systole.nn.TrainingProgress;

class TrainLeNet5Test {
    @TempDir
    private Path folder;

    @Test
    void startsNearTheLogarithmOfTenAndLearns() {
        List<TrainingProgress> heard = new ArrayList<>();
        LeNet5Recipe.Result result = new LeNet5Recipe(Optional.empty(), 640, 5, 1, 2).train(heard::add);
        assertEquals(Math.log(10), heard.getFirst().loss(), 0.25);
        assertTrue(result.drawn().accuracy() > 0.6, result.drawn().toString());
        assertTrue(result.mnist().isEmpty());
    }

    @Test
    void writesWeightsThatFit() {
        Path output = folder.resolve("weights.safetensors");
        StringWriter printed = new StringWriter();
        assertEquals(0, TrainLeNet5.commandLine().setOut(new PrintWriter(printed))
                .execute("--drawn", "64", "--epochs", "1", "--output", output.toString()));
        assertTrue(printed.toString().matches("(?s)epoch  1/1  loss .*drawn digits not seen in training: .*wrote .*\\R"), printed.toString());
        Safetensors.read(output).requireFits(new LeNet5().graph());
    }

    @Test
    void explainsInOneLineWhatDoesNotWork() {
        assertError("there is no file", "--mnist", folder.resolve("nowhere").toString());
        assertError("at least 1 digit must be drawn for training, not 0", "--drawn", "0");
        assertError("threads must be at least 1, not -1", "--threads", "-1");
        assertThrows(IllegalArgumentException.class, () -> new LeNet5Recipe(Optional.empty(), -5, 1, 1, 1));
    }

    private void assertError(String part, String... arguments) {
        Path output = folder.resolve("none.safetensors");
        List<String> all = new ArrayList<>(List.of("--output", output.toString()));
        all.addAll(List.of(arguments));
        StringWriter errors = new StringWriter();
        int code = TrainLeNet5.commandLine().setErr(new PrintWriter(errors, true)).execute(all.toArray(String[]::new));
        assertEquals(2, code);
        assertTrue(errors.toString().contains(part), errors.toString());
        assertEquals(1, errors.toString().lines().count());
        assertFalse(Files.exists(output));
    }
}
