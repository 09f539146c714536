package systole.fpga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import systole.runtime.fpga.Platform;

/** What differs from card to card: where the kernel is linked to, and the Makefile, run with stand-ins for Vivado and v++. */
class PlatformFilesTest {
    /** Writes down how it is called, and makes the file that it is asked for. */
    private static final String STAND_IN = """
            #!/bin/sh
            echo "$*" >>calls.txt
            output=
            for word; do [ "$previous" = --output ] && output=$word; previous=$word; done
            touch "${output:-$word}"
            """;

    @TempDir
    Path folder;

    private Path tool;

    @BeforeEach
    void writeStandIn() throws IOException {
        tool = Files.writeString(folder.resolve("tool"), STAND_IN);
        assertTrue(tool.toFile().setExecutable(true));
        Files.writeString(folder.resolve("package.tcl"), "");
        Files.writeString(folder.resolve("kernel.xml"), "");
        Files.writeString(folder.resolve("link.cfg"), "");
    }

    @Test
    void linkConfigurationNamesUnitMemoryAndRegion() {
        assertEquals("""
                kernel_frequency=200

                [connectivity]
                nk=systole:1:systole_1
                sp=systole_1.m_axi_gmem:HBM[0:31]
                slr=systole_1:SLR0
                """, LinkConfiguration.of(Platform.U50));
    }

    @ParameterizedTest
    @EnumSource
    void linkConfigurationHasAMemoryAndARegionWhereThereAreSeveral(Platform platform) {
        String text = LinkConfiguration.of(platform);
        assertTrue(text.matches("(?s).*\nsp=systole_1\\.m_axi_gmem:(HBM\\[0:31]|DDR\\[\\d]|HP\\d)\n.*"), text);
        assertEquals(platform.logicRegions() > 1, text.contains("slr=systole_1:SLR0\n"), text);
    }

    @ParameterizedTest
    @EnumSource
    void makePackagesThenLinks(Platform platform) throws Exception {
        List<String> calls = make(platform, "PLATFORM=" + platform.vitisName().orElse("own.xpfm"));
        assertTrue(calls.getFirst().endsWith("-source package.tcl -tclargs " + folder.toRealPath().resolve("systole.xo")), calls::toString);
        String named = " --target hw --platform " + platform.vitisName().orElse("own.xpfm");
        List<String> linking = new ArrayList<>();
        if (platform.versal()) {
            linking.add("--link" + named + " --config link.cfg --output systole.xsa systole.xo");
            linking.add("--package" + named + " --output systole.xclbin systole.xsa");
        } else {
            linking.add("--link" + named + " --config link.cfg --output systole.xclbin systole.xo");
        }
        assertEquals(linking, calls.subList(1, calls.size()));
    }

    @Test
    void platformOfTheCardIsTheDefault() throws Exception {
        assertTrue(make(Platform.U250).getLast().contains("--platform xilinx_u250_gen3x16_xdma_4_1_202210_1 "));
    }

    @Test
    void cardWithoutAPlatformAsksForOne() {
        AssertionError error = assertThrows(AssertionError.class, () -> make(Platform.V80));
        assertTrue(error.getMessage().contains("there is no platform for this card: make PLATFORM=FILE.xpfm"), error.getMessage());
    }

    private List<String> make(Platform platform, String... variables) throws IOException, InterruptedException {
        assumeTrue(Programs.installed("make"), "skipped: make is not installed");
        Files.writeString(folder.resolve("Makefile"), VitisMakefile.of(platform));
        List<String> command = new ArrayList<>(List.of("make", "VIVADO=" + tool, "VPP=" + tool));
        command.addAll(List.of(variables));
        Programs.run(folder, command.toArray(String[]::new));
        return Files.readAllLines(folder.resolve("calls.txt"));
    }
}
