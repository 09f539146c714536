package systole.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import systole.runtime.fpga.Family;
import systole.runtime.fpga.Resources;
import systole.runtime.fpga.SynthesisReport;
import systole.runtime.fpga.SynthesisReport.ModuleResources;

/** Counts an accelerator's cells with open tools. */
@Command(name = "synth", description = "Synthesise the accelerator with Yosys and count its cells; for ice40, make a bitstream of the array.",
        footer = {"",
            "Examples:",
            "  systole synth --array 16 --family xcup                 # minutes",
            "  systole synth --array 4 --family ice40 --out array4    # array4/array_self_test.bin: iceprog writes it to an HX8K board"})
final class SynthCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private FpgaArguments arguments;

    @Option(names = "--family", required = true, paramLabel = "F",
            description = "xcup: the whole accelerator for UltraScale+; ice40: the array in a self-test.")
    private Family family;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "${sys:systole.home:-.}/target/synth",
            description = "Where the tools' files are kept. Default: target/synth in the project.")
    private Path out;

    @Mixin
    private JsonArgument json;

    @Override
    public Integer call() throws IOException {
        json.check();
        SynthesisReport report = FpgaArguments.tools().synthesise(
                arguments.configuration(), family, arguments.multiplication(), out.toAbsolutePath(), new ProgressBars());
        json.write(report);
        print(report, spec.commandLine().getOut());
        return ExitCode.OK;
    }

    private void print(SynthesisReport report, PrintWriter out) {
        TextTable table = new TextTable(8, 1);
        table.add("module", "instances", "LUT", "FF", "DSP", "block RAM", "URAM", "latches");
        for (ModuleResources module : report.modules()) {
            add(table, module.module(), Long.toString(module.instances()), module.each().times(module.instances()));
        }
        add(table, "total", "", report.total());
        add(table, report.device(), "", report.capacity());
        table.print(out);
        out.println(report.fits() ? "fits" : "does not fit");
        if (report.problems().isEmpty()) {
            out.println("checked: no net has several drivers or none, and there are no loops");
        }
        report.problems().forEach(out::println);
        if (report.clockMegahertz() > 0) {
            out.printf("%s, estimated clock %.1f MHz%n", this.out.resolve(report.bitstream()), report.clockMegahertz());
        }
        out.flush();
    }

    private static void add(TextTable table, String name, String instances, Resources cells) {
        table.add(name, instances, "%,d".formatted(cells.lut()), "%,d".formatted(cells.ff()), "%,d".formatted(cells.dsp()),
                "%,.1f".formatted(cells.blockRam()), "%,d".formatted(cells.ultraRam()), "%,d".formatted(cells.latches()));
    }
}
