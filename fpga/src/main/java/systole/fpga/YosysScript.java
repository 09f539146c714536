package systole.fpga;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What Yosys is told. Files: the SystemVerilog in {@code rtl}; {@code cells.txt} and {@code checks.txt} come out. */
final class YosysScript {
    static final String CELLS = "cells.txt";
    static final String CHECKS = "checks.txt";
    /** The netlist for place and route. */
    static final String NETLIST = "netlist.json";

    /** What Yosys prints before each stage of a long synthesis begins with this. */
    static final String STAGE = "systole stage";
    /** The labels of {@code synth_xilinx} at which its stages begin; the last is where it ends. */
    private static final List<String> LABELS = List.of("begin", "prepare", "map_dsp", "coarse", "map_memory", "fine", "map_luts", "finalize", "edif");
    static final int STAGES = LABELS.size() - 1;

    private YosysScript() {
    }

    /** UltraScale+: module by module, which is quick and tells where the cells are; only multipliers dissolve in what uses them. */
    static String ultraScalePlus(String top) {
        return """
                read_verilog -sv -defer rtl/*.sv
                hierarchy -check -top %1$s
                setattr -mod -set keep_hierarchy 1
                setattr -mod -unset keep_hierarchy SignedProduct_*
                proc
                tee -o %2$s check
                %4$s
                tee -a %2$s check
                tee -o %3$s stat
                """.formatted(top, CHECKS, CELLS, IntStream.range(0, STAGES).mapToObj(stage -> stage(top, stage)).collect(Collectors.joining("\n")));
    }

    private static String stage(String top, int stage) {
        return "log %1$s %2$s%nsynth_xilinx -family xcup -uram -noiopad -noclkbuf -flatten -top %4$s -run %2$s:%3$s".formatted(
                STAGE, LABELS.get(stage), LABELS.get(stage + 1), top);
    }

    /** iCE40: flattened, for place and route. */
    static String ice40(String top) {
        return """
                read_verilog -sv -defer rtl/*.sv
                hierarchy -check -top %1$s
                proc
                tee -o %2$s check
                synth_ice40 -top %1$s -json %4$s
                tee -a %2$s check
                tee -o %3$s stat
                """.formatted(top, CHECKS, CELLS, NETLIST);
    }
}
