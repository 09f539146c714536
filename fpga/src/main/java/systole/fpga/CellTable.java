package systole.fpga;

import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import systole.runtime.fpga.Resources;

/** What Yosys' cells occupy: UltraScale+ after UG974 and UG574, table "Distributed RAM Configuration"; iCE40 after the iCE Technology Library. */
final class CellTable {
    private static final Resources LUT = new Resources(1, 0, 0, 0, 0, 0);
    private static final Resources FF = new Resources(0, 1, 0, 0, 0, 0);
    private static final Resources DSP = new Resources(0, 0, 1, 0, 0, 0);
    private static final Resources BLOCK_RAM = new Resources(0, 0, 0, 1, 0, 0);
    private static final Resources HALF_BLOCK_RAM = new Resources(0, 0, 0, 0.5, 0, 0);
    private static final Resources ULTRA_RAM = new Resources(0, 0, 0, 0, 1, 0);
    private static final Resources LATCH = new Resources(0, 0, 0, 0, 0, 1);

    /** By a pattern of their names; no name fits two. */
    private static final Map<Predicate<String>, Resources> CELLS = Map.ofEntries(
            cell("LUT[1-6]|INV|SRL16E|SRLC32E|SB_LUT4|RAM(32|64)X1S", LUT),
            cell("RAM(32|64)X1D|RAM32X2S|RAM128X1S", LUT.times(2)),
            cell("RAM32M|RAM64M|RAM128X1D|RAM256X1S", LUT.times(4)),
            cell("RAM32M16|RAM64M8|RAM256X1D|RAM512X1S|RAM64X8SW|RAM32X16DR8", LUT.times(8)),
            cell("FD[RSCP]E|SB_DFF\\w*", FF),
            cell("LD[CP]E|\\$_?D?LATCH\\w*|\\$_DLATCHSR\\w*", LATCH),
            cell("DSP48E2|SB_MAC16", DSP),
            cell("RAMB36E2|SB_RAM40_4K\\w*", BLOCK_RAM),
            cell("RAMB18E2", HALF_BLOCK_RAM),
            cell("URAM288\\w*", ULTRA_RAM),
            cell("CARRY[48]|MUXF[789]|BUFG\\w*|IBUF|OBUF|SB_CARRY|SB_GB|\\$scopeinfo", Resources.NONE));

    private CellTable() {
    }

    private static Map.Entry<Predicate<String>, Resources> cell(String names, Resources each) {
        return Map.entry(Pattern.compile(names).asMatchPredicate(), each);
    }

    /** What one cell occupies; throws {@link FpgaToolException} at a cell that is not in the table: a total without it would be wrong. */
    static Resources of(String kind) {
        return CELLS.entrySet().stream().filter(entry -> entry.getKey().test(kind)).map(Map.Entry::getValue).findFirst().orElseThrow(() ->
                new FpgaToolException("Yosys made a cell %s that is not counted yet; use Yosys 0.23, or add it to CellTable".formatted(kind)));
    }
}
