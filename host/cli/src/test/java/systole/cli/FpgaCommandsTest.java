package systole.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import systole.contract.Configuration;
import systole.runtime.fpga.Platform;

class FpgaCommandsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void rtlWritesAKernel(Platform platform) throws IOException {
        Path kernel = folder.resolve("kernel");
        String name = platform.name().toLowerCase(Locale.ROOT);
        CommandLineRun run = CommandLineRun.of("rtl", "--array", "4", "--platform", name, "--out", kernel.toString());
        assertEquals(ExitCode.OK, run.exitCode(), run.err());
        String told = "kernel for %s (%s), contract hash %s".formatted(name, platform.part(), Configuration.ofArray(4).hashText());
        assertTrue(run.out().contains(told), run.out());
        assertEquals(platform == Platform.V80, run.out().contains("make -C %s PLATFORM=".formatted(kernel)));
        for (String file : List.of("rtl/systole.sv", "kernel.xml", "link.cfg", "Makefile")) {
            assertTrue(Files.exists(kernel.resolve(file)), file);
        }
        assertTrue(Files.readString(kernel.resolve("package.tcl")).contains(platform.part()));
    }

    @Test
    void rtlRefusesAFileAsFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        CommandLineRun run = CommandLineRun.of("rtl", "--platform", "u50", "--out", file.toString());
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals("systole: --out %s is a file; name a folder".formatted(file), run.err().strip());
    }

    @Test
    void synthMakesABitstreamOfAnArrayOfFour() throws IOException {
        assumeInstalled("yosys", "nextpnr-ice40", "icepack");
        Path figures = folder.resolve("figures.json");
        CommandLineRun run = CommandLineRun.of(
                "synth", "--array", "4", "--family", "ice40", "--out", folder.toString(), "--json", figures.toString());
        assertEquals(ExitCode.OK, run.exitCode(), run.err());
        assertEquals(135_100, Files.size(folder.resolve("array_self_test.bin")), "an iCE40-HX8K's bitstream");
        JsonNode report = new ObjectMapper().readTree(figures.toFile());
        assertTrue(report.path("fits").asBoolean() && report.path("problems").isEmpty(), report::toString);
        JsonNode total = report.path("total");
        assertEquals(0, total.path("latches").asInt(-1));
        assertTrue(total.path("lut").asInt() > 2_000 && total.path("ff").asInt() > 300, () -> "is the array still there? " + total);
        assertTrue(report.path("clockMegahertz").asDouble() > 12, () -> "slower than the board's clock: " + report);
        assertTrue(run.out().contains("%,d".formatted(total.path("lut").asInt())), run.out());
        assertTrue(run.out().contains("array_self_test.bin, estimated clock"), run.out());
        assertTrue(run.out().contains("checked: no net has several drivers or none"), run.out());
    }

    @Test
    void synthTellsAtOnceThatAnArrayIsTooLarge() {
        CommandLineRun run = CommandLineRun.of("synth", "--array", "16", "--family", "ice40", "--out", folder.toString());
        assertEquals(ExitCode.DEVICE, run.exitCode());
        assertEquals("systole: an array of 16 takes at least 14,336 logic cells, and an ice40hx8k-ct256 has 7,680; use --array 4", run.err().strip());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "rtl --platform u51 --out x | --platform",
        "rtl --platform u50 --array 12 --out x | not 12",
        "synth --family spartan | --family",
        "synth --family xcup --array 12 | not 12",
        "synth --family xcup --products both | --products",
        "synth --family xcup --json absent/figures.json | there is no folder",
    })
    void wrongUsageTakesALine(String arguments, String text) {
        CommandLineRun run = CommandLineRun.of(arguments.split(" "));
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().contains(text) && run.err().strip().lines().count() == 1, run.err());
    }

    private static void assumeInstalled(String... programs) {
        for (String program : programs) {
            assumeTrue(Stream.of(System.getenv("PATH").split(":")).anyMatch(path -> Files.isExecutable(Path.of(path, program))),
                    () -> "skipped: %s is not installed".formatted(program));
        }
    }
}
