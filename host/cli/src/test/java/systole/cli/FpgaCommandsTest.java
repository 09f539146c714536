package systole.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "rtl --platform u51 --out x | --platform",
        "rtl --platform u50 --array 12 --out x | not 12",
    })
    void wrongUsageTakesALine(String arguments, String text) {
        CommandLineRun run = CommandLineRun.of(arguments.split(" "));
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().contains(text) && run.err().strip().lines().count() == 1, run.err());
    }
}
