package systole.runtime.fpga;

import java.nio.file.Path;
import systole.contract.Configuration;
import systole.runtime.ProgressMonitor;

/** Makes of an accelerator what FPGA tools take; found through {@link java.util.ServiceLoader}. */
public interface FpgaTools {
    /**
     * Writes everything that Vitis needs to make a bitstream of a kernel: SystemVerilog, kernel.xml, Tcl that packages both, a configuration that
     * connects the kernel, and a Makefile that runs it all.
     *
     * @param directory is made where it is missing; files of the same names are replaced
     */
    void writeKernel(Configuration configuration, Platform platform, Multiplication multiplication, Path directory, ProgressMonitor monitor);
}
