package systole.drivers.xrt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link NoopRuns} in a JVM whose environment has the Xilinx Runtime do nothing. */
class NoopTest {
    private static final int PATIENCE_SECONDS = 120;
    private static final List<Path> LIBRARIES = List.of(Path.of("/usr/lib/x86_64-linux-gnu"), Path.of("/usr/lib/aarch64-linux-gnu"));

    @TempDir
    private Path folder;

    @Test
    void theBindingPassesAndClosesWhatItShould() throws IOException, InterruptedException {
        Path libraries = LIBRARIES.stream().filter(path -> Files.exists(path.resolve("libxrt_noop.so.2"))).findFirst().orElse(null);
        assumeTrue(libraries != null, "skipped: the Debian package libxrt1 is not installed");
        Files.createSymbolicLink(folder.resolve("lib"), libraries);
        Path log = folder.resolve("output.log");
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch", "-cp", System.getProperty("java.class.path"),
                NoopRuns.class.getName(), folder.toString());
        builder.environment().put("XILINX_XRT", folder.toString());
        builder.environment().put("XCL_EMULATION_MODE", "noop");
        Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "no end after %d seconds".formatted(PATIENCE_SECONDS));
            String output = Files.readString(log);
            assertEquals(0, process.exitValue(), output);
            output.lines().filter(line -> line.startsWith(NoopRuns.FIGURES)).forEach(System.out::println);
        } finally {
            process.destroyForcibly();
        }
    }
}
