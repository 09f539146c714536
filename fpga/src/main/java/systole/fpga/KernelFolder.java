package systole.fpga;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import systole.contract.Configuration;
import systole.runtime.fpga.Multiplication;
import systole.runtime.fpga.Platform;

/**
 * A folder from which {@code make} builds a card's bitstream.
 *
 * <pre>
 * rtl/          the accelerator in SystemVerilog
 * kernel.xml    ports and arguments
 * package.tcl   packages both, in Vivado
 * link.cfg      connects the kernel, for v++
 * Makefile      runs it all
 * </pre>
 */
final class KernelFolder {
    private KernelFolder() {
    }

    static void write(Configuration configuration, Platform platform, Multiplication multiplication, Path directory) throws IOException {
        Files.createDirectories(directory);
        SystemVerilog.write(configuration, multiplication, directory.resolve("rtl"));
        SystemVerilog.text(directory.resolve("kernel.xml"), KernelXml.of(configuration));
        SystemVerilog.text(directory.resolve("package.tcl"), PackagingTcl.of(platform));
        SystemVerilog.text(directory.resolve("link.cfg"), LinkConfiguration.of(platform));
        SystemVerilog.text(directory.resolve("Makefile"), VitisMakefile.of(platform));
    }
}
