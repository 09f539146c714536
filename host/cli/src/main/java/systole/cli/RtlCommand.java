package systole.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import systole.runtime.fpga.Platform;

/** Writes what Vitis makes a card's bitstream of. */
@Command(name = "rtl",
        description = "Write the accelerator for an FPGA card: SystemVerilog, kernel.xml, packaging Tcl, link configuration, Makefile.",
        footer = {"",
            "Examples:",
            "  systole rtl --array 16 --platform u250 --out kernel",
            "  make -C kernel                                       # with Vitis; takes hours"})
final class RtlCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private FpgaArguments arguments;

    @Option(names = "--platform", required = true, paramLabel = "P", description = "The card: one of ${COMPLETION-CANDIDATES}.")
    private Platform platform;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder to write to; made where it is missing.")
    private Path out;

    @Override
    public Integer call() {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new IllegalArgumentException("--out %s is a file; name a folder".formatted(out));
        }
        ProgressBars progress = new ProgressBars();
        FpgaArguments.tools().writeKernel(arguments.configuration(), platform, arguments.multiplication(), out, progress);
        PrintWriter writer = spec.commandLine().getOut();
        writer.printf("%s: kernel for %s (%s), contract hash %s%n", out, platform.name().toLowerCase(Locale.ROOT), platform.part(),
                arguments.configuration().hashText());
        writer.printf("next, with Vitis: make -C %s%s%n", out, platform.vitisName().isPresent() ? "" : " PLATFORM=FILE.xpfm");
        writer.flush();
        return ExitCode.OK;
    }
}
