package systole.fpga;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import systole.contract.Configuration;
import systole.contract.KernelArgument;
import systole.runtime.ProgressMonitor;
import systole.runtime.fpga.Family;
import systole.runtime.fpga.Multiplication;
import systole.runtime.fpga.Resources;
import systole.runtime.fpga.SynthesisReport;

/** Synthesises a whole kernel to UltraScale+ cells and holds it against a ZCU104's device. */
final class UltraScalePlusFlow {
    private static final String DEVICE = "xczu7ev";
    /** DS891, table of the EV devices. */
    private static final Resources CAPACITY = new Resources(230_400, 460_800, 1_728, 312, 96, 460_800);

    private UltraScalePlusFlow() {
    }

    static SynthesisReport run(Configuration configuration, Multiplication multiplication, Path folder, ProgressMonitor monitor) throws IOException {
        Tool.YOSYS.require();
        Files.createDirectories(folder);
        try (ProgressMonitor.Task _ = monitor.begin("elaborating the kernel", 1)) {
            SystemVerilog.write(configuration, multiplication, folder.resolve("rtl"));
        }
        SystemVerilog.text(folder.resolve("synth.ys"), YosysScript.ultraScalePlus(KernelArgument.KERNEL));
        try (ProgressMonitor.Task task = monitor.begin("synthesising the kernel with Yosys", YosysScript.STAGES)) {
            Tool.YOSYS.run(folder, line -> task.advance(line.startsWith(YosysScript.STAGE) ? 1 : 0), "synth.ys");
        }
        Netlist netlist = Netlist.read(folder.resolve(YosysScript.CELLS), folder.resolve(YosysScript.CHECKS), KernelArgument.KERNEL);
        return new SynthesisReport(Family.XCUP, configuration.array().size(), multiplication, DEVICE, CAPACITY, netlist.modules(), netlist.total(),
                netlist.total().fits(CAPACITY), netlist.problems(), 0, "");
    }
}
