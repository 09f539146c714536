package systole.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systole.runtime.DeviceEmulator;
import systole.runtime.NoSuchDeviceException;

/** The RTL behind the real Xilinx Runtime, in its hardware emulation: {@link EmulatedRuns}, killed where it does not end. */
class EmulationTest {
    private static final int PATIENCE_SECONDS = 600;

    @TempDir
    private Path folder;

    @BeforeAll
    static void skipWithoutTheRuntime() {
        try {
            DeviceEmulator.of("xrt");
        } catch (NoSuchDeviceException e) {
            assumeTrue(false, "skipped: " + e.getMessage());
        }
    }

    @Test
    void anEmulatedCardGivesTheReferencesBytesInTheSimulationsCycles() throws Exception {
        String output = assertEnds(0, JavaProgram.words(EmulatedRuns.class));
        output.lines().filter(line -> line.startsWith(EmulatedRuns.FIGURES)).forEach(System.out::println);
    }

    @Test
    void aCommandsErrorComesThroughTheEmulation() throws Exception {
        String output = assertEnds(2, JavaProgram.words(Class.forName("systole.cli.SystoleCommand"), "run", "--model", "lenet5", "--device", "xrt",
                "--emulate", "--array", "4", "--input", "absent.png"));
        assertTrue(output.contains("systole: there is no file absent.png"), output);
    }

    private String assertEnds(int exitCode, List<String> words) throws IOException, InterruptedException {
        Path log = folder.resolve("output.log");
        Process process = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            String output = Files.readString(log);
            assertTrue(ended, () -> "no end after %d seconds: %s".formatted(PATIENCE_SECONDS, output));
            assertEquals(exitCode, process.exitValue(), output);
            return output;
        } finally {
            // Asks it to end, which ends the processes that it started; they are in sessions of their own.
            process.destroy();
        }
    }
}
