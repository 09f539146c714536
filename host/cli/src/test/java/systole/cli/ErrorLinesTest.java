package systole.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a user gets wrong takes one line that names it, and the right exit code. */
class ErrorLinesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "2 | nosuch | nosuch",
        "2 | bench | --model",
        "2 | bench --model lenet6 --device model | no model is called lenet6; there are: softmax-regression, mlp-sigmoid",
        "2 | bench --model lenet5 --array 5 --device model | array size must be a power of two from 4 to 64, not 5",
        "2 | bench --model lenet5 --array 128 --device model | 128",
        "2 | bench --model lenet5 --array many --device model | many",
        "2 | bench --model lenet5 --images 0 --device model | --images must be a multiple of the batch of 1, and at least 1, not 0",
        "2 | bench --model lenet5 --batch 4 --images 6 --device model | --images must be a multiple of the batch of 4, and at least 1, not 6",
        "2 | bench --model lenet5 --batch 0 --device model | --batch must be at least 1, not 0",
        "2 | bench --model lenet5 --mem-latency 0 --device model | memory latency must be 1 to 100000 cycles, not 0",
        "2 | bench --model lenet5 --mem-bytes-per-cycle 0 --device model | not 0",
        "2 | bench --model lenet5 --mem-stalls 1 --device model | not 1.0",
        "2 | bench --model lenet5 --cycle-limit 0 --device model | not 0",
        "2 | bench --model lenet5 --clock-mhz NaN --device model | not NaN",
        "3 | bench --model lenet5 --device gpu | no device is called gpu; there are: ",
        "2 | bench --model lenet5 --device model --json /no/such/folder/x.json | there is no folder /no/such/folder",
        "2 | bench --model lenet5 --device model --csv /no/such/folder/x.csv | there is no folder /no/such/folder",
        "2 | bench --model lenet5 --device model --plot /no/such/folder/x.svg | there is no folder /no/such/folder",
        "2 | bench --model all --device model --plot x.pdf | x.pdf cannot be drawn: its name must end in .svg or .png",
        "2 | run --model vgg16 --device model --input x.png | model vgg16 has weights by chance and recognises nothing; trained are: lenet5",
        "2 | run --model lenet5 --device model --input /no/such/file.png | /no/such/file.png",
        "2 | docs --output /no/such/folder/ISA.md | there is no folder /no/such/folder",
    })
    void namesWhatIsWrong(int exitCode, String arguments, String part) {
        check(exitCode, part, CommandLineRun.of(arguments.split(" ")));
    }

    @Test
    void refusesDamagedImages() throws IOException {
        for (String content : new String[] {"", "no image", "P5 28 28 255\nshort", "\u0000\u0000\u0008\u0003\u0000\u0000"}) {
            Path file = Files.writeString(folder.resolve("image"), content);
            check(ExitCode.USAGE, file.toString(), CommandLineRun.of("run", "--model", "lenet5", "--device", "model", "--input", file.toString()));
        }
    }

    @Test
    void leavesNoFileBehind() throws IOException {
        Path json = folder.resolve("report.json");
        CommandLineRun.of("bench", "--model", "lenet5", "--device", "gpu", "--json", json.toString());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void verboseShowsTheStackTrace() {
        CommandLineRun run = CommandLineRun.of("bench", "--verbose", "--model", "lenet6");
        assertTrue(run.err().contains("\tat systole.cli.Workloads.requireKnown"), run.err());
    }

    private static void check(int exitCode, String part, CommandLineRun run) {
        assertEquals(exitCode, run.exitCode(), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().startsWith("systole: "), run.err());
        assertTrue(run.err().contains(part), run.err());
        assertFalse(run.out().contains("\tat "), run.out());
    }
}
