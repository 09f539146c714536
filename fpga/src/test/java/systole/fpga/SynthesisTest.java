package systole.fpga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import systole.contract.Configuration;
import systole.runtime.ProgressMonitor;
import systole.runtime.fpga.Family;
import systole.runtime.fpga.Multiplication;
import systole.runtime.fpga.SynthesisReport;

/** What open tools make of the accelerator; skipped where they are not installed. */
class SynthesisTest {
    @TempDir
    Path folder;

    /** The array alone, with four fields of products or a DSP for each: seconds, where the whole kernel takes minutes. */
    @ParameterizedTest
    @EnumSource
    void productsTakeTheirDsps(Multiplication multiplication) throws IOException {
        require(Tool.YOSYS);
        SystemVerilog.write(Configuration.ofArray(4), multiplication, folder.resolve("rtl"));
        keepArray(folder.resolve("rtl"));
        SystemVerilog.text(folder.resolve("synth.ys"), YosysScript.ultraScalePlus("SystolicArray"));
        Tool.YOSYS.run(folder, "synth.ys");
        Netlist netlist = Netlist.read(folder.resolve(YosysScript.CELLS), folder.resolve(YosysScript.CHECKS), "SystolicArray");
        assertEquals(multiplication == Multiplication.PACKED ? 8 : 16, netlist.total().dsp());
        assertEquals(0, netlist.total().latches());
        assertEquals(List.of(), netlist.problems());
    }

    @Test
    void kernelHasNoLatchAndNoNetOfSeveralDrivers() throws IOException {
        require(Tool.YOSYS);
        SystemVerilog.write(Configuration.ofArray(8), Multiplication.PACKED, folder.resolve("rtl"));
        SystemVerilog.text(folder.resolve("check.ys"), """
                read_verilog -sv -defer rtl/*.sv
                hierarchy -check -top systole
                proc
                check -assert
                select -assert-none t:$dlatch t:$adlatch t:$dlatchsr
                """);
        Tool.YOSYS.run(folder, "check.ys");
    }

    @Test
    @Tag("nightly")
    void kernelOf16FitsAZcu104() {
        require(Tool.YOSYS);
        SynthesisReport report = new OpenFpgaTools().synthesise(
                Configuration.ofArray(16), Family.XCUP, Multiplication.PACKED, folder, ProgressMonitor.SILENT);
        assertTrue(report.fits() && report.problems().isEmpty(), report::toString);
        assertEquals(0, report.total().latches());
        assertEquals(128, report.modules().stream().filter(module -> module.module().equals("SystolicArray")).findFirst().orElseThrow().each().dsp());
    }

    private static void require(Tool... tools) {
        for (Tool tool : tools) {
            assumeTrue(tool.installed(), () -> "skipped: %s is not installed".formatted(tool));
        }
    }

    private static void keepArray(Path rtl) throws IOException {
        try (Stream<Path> files = Files.list(rtl)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".sv")).toList()) {
                if (!file.getFileName().toString().matches("(SystolicArray|SignedProduct_.*)\\.sv")) {
                    Files.delete(file);
                }
            }
        }
    }
}
