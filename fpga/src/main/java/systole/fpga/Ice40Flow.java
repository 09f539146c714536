package systole.fpga;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import systole.contract.Configuration;
import systole.hw.array.ArraySelfTest;
import systole.runtime.ProgressMonitor;
import systole.runtime.fpga.Family;
import systole.runtime.fpga.Multiplication;
import systole.runtime.fpga.Resources;
import systole.runtime.fpga.SynthesisReport;

/** Makes a bitstream of the array in its self-test for the iCE40-HX8K breakout board: clock of 12 MHz, a light each for done and passed. */
final class Ice40Flow {
    private static final String DEVICE = "ice40hx8k-ct256";
    /** DS1040, table 2.1. */
    private static final Resources CAPACITY = new Resources(7_680, 7_680, 0, 32, 0, 0);
    /** An adder's cell takes one pair of bits into the sum: so many are in a product of 8 by 8 bits, the first row aside. */
    private static final long PRODUCT_CELLS = 7 * 8;
    /** The board's pins: EB85, "iCE40HX-8K Breakout Board", appendix A. */
    private static final String PINS = """
            set_io clock J3
            set_io done B5
            set_io passed B4
            """;
    private static final String BITSTREAM = "array_self_test.bin";

    private Ice40Flow() {
    }

    static SynthesisReport run(Configuration configuration, Path folder, ProgressMonitor monitor) throws IOException {
        int size = configuration.array().size();
        requireRoom(configuration, PRODUCT_CELLS * size * size);
        Tool.YOSYS.require();
        Tool.NEXTPNR.require();
        Tool.ICEPACK.require();
        Files.createDirectories(folder);
        String top = ArraySelfTest.boardName();
        try (ProgressMonitor.Task _ = monitor.begin("elaborating the array", 1)) {
            SystemVerilog.writeSelfTest(configuration, folder.resolve("rtl"));
        }
        SystemVerilog.text(folder.resolve("synth.ys"), YosysScript.ice40(top));
        SystemVerilog.text(folder.resolve("board.pcf"), PINS);
        try (ProgressMonitor.Task _ = monitor.begin("synthesising the array with Yosys", 1)) {
            Tool.YOSYS.run(folder, "synth.ys");
        }
        Netlist netlist = Netlist.read(folder.resolve(YosysScript.CELLS), folder.resolve(YosysScript.CHECKS), top);
        requireRoom(configuration, Math.max(netlist.total().lut(), netlist.total().ff()));
        double clock = place(folder, monitor);
        return new SynthesisReport(Family.ICE40, size, Multiplication.SEPARATE, DEVICE, CAPACITY, netlist.modules(),
                netlist.total(), true, netlist.problems(), clock, BITSTREAM);
    }

    /** Throws {@link FpgaToolException} where the device has fewer logic cells, of a LUT and a flip-flop each. */
    static void requireRoom(Configuration configuration, long cells) {
        if (cells > CAPACITY.lut()) {
            throw new FpgaToolException("an array of %d takes at least %,d logic cells, and an %s has %,d; use --array 4".formatted(
                    configuration.array().size(), cells, DEVICE, CAPACITY.lut()));
        }
    }

    /** Places, routes and packs; the clock's estimate in MHz. */
    private static double place(Path folder, ProgressMonitor monitor) throws IOException {
        try (ProgressMonitor.Task _ = monitor.begin("placing and routing the array", 1)) {
            Tool.NEXTPNR.run(folder, "--hx8k", "--package", "ct256", "--json", YosysScript.NETLIST, "--pcf", "board.pcf", "--freq", "12",
                    "--seed", "1", "--asc", "array.asc", "--report", "timing.json");
            Tool.ICEPACK.run(folder, "array.asc", BITSTREAM);
        }
        JsonNode clocks = new ObjectMapper().readTree(folder.resolve("timing.json").toFile()).path("fmax");
        return clocks.path(clocks.fieldNames().next()).path("achieved").asDouble();
    }
}
