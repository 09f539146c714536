package systole.fpga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systole.contract.Configuration;
import systole.runtime.fpga.Resources;

class CellCountsTest {
    private static final String TEXT = """
            3. Printing statistics.

            === Leaf ===

               Number of wires:                 52
               Number of cells:                234
                 FDRE                           80
                 LUT6                           10
                 RAM64M8                         2
                 RAMB18E2                        3

               Estimated number of LCs:         96

            === Middle ===

               Number of cells:                  3
                 DSP48E2                         1
                 LDCE                            1
                 Leaf                            2

            === Top ===

                 INV                             1
                 Leaf                            1
                 Middle                          2
                 MUXF8                           7

            === Unused ===

                 LUT1                          999

            === design hierarchy ===

                 FDRE                          400
            """;

    @TempDir
    Path folder;

    @Test
    void countsInstancesThroughTheHierarchy() {
        assertEquals(Map.of("Top", 1L, "Middle", 2L, "Leaf", 5L), CellCounts.of(TEXT).instances("Top"));
    }

    @Test
    void addsUpWhatAllInstancesHold() throws IOException {
        Path checks = Files.writeString(folder.resolve("checks"), "Checking module Top...\nWarning: multiple conflicting drivers for Top.\\x:\n");
        Netlist netlist = Netlist.read(Files.writeString(folder.resolve("cells"), TEXT), checks, "Top");
        assertEquals(new Resources(1 + 5 * (10 + 16), 400, 2, 7.5, 0, 2), netlist.total());
        assertEquals(List.of("Warning: multiple conflicting drivers for Top.\\x:"), netlist.problems());
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertTrue(assertThrows(FpgaToolException.class, () -> CellTable.of("DSP58")).getMessage().contains("DSP58"));
        assertThrows(FpgaToolException.class, () -> CellCounts.of("").instances("Top"));
    }

    @Test
    void aDeviceMustHaveEnoughOfEach() {
        Resources device = new Resources(100, 100, 10, 4, 2, 100);
        assertTrue(new Resources(100, 100, 10, 3.5, 2, 0).fits(device));
        assertFalse(new Resources(1, 1, 11, 0, 0, 0).fits(device));
        assertFalse(new Resources(1, 1, 0, 4.5, 0, 0).fits(device));
    }

    @Test
    void anArrayThatIsTooLargeForAnIce40IsToldSo() {
        Ice40Flow.requireRoom(Configuration.ofArray(4), 7_680);
        FpgaToolException error = assertThrows(FpgaToolException.class, () -> Ice40Flow.requireRoom(Configuration.ofArray(8), 7_681));
        assertEquals("an array of 8 takes at least 7,681 logic cells, and an ice40hx8k-ct256 has 7,680; use --array 4", error.getMessage());
    }
}
