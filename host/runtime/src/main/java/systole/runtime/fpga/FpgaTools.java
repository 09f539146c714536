package systole.runtime.fpga;

import java.nio.file.Path;
import systole.contract.Configuration;
import systole.runtime.ProgressMonitor;

/** Makes of an accelerator what FPGA tools take, and runs the open ones; found through {@link java.util.ServiceLoader}. */
public interface FpgaTools {
    /**
     * Writes everything that Vitis needs to make a bitstream of a kernel: SystemVerilog, kernel.xml, Tcl that packages both, a configuration that
     * connects the kernel, and a Makefile that runs it all.
     *
     * @param directory is made where it is missing; files of the same names are replaced
     */
    void writeKernel(Configuration configuration, Platform platform, Multiplication multiplication, Path directory, ProgressMonitor monitor);

    /**
     * Synthesises the accelerator and counts cells.
     *
     * @param directory where everything that the tools read and write is kept
     * @throws systole.runtime.DeviceException where a tool is missing or fails
     */
    SynthesisReport synthesise(Configuration configuration, Family family, Multiplication multiplication, Path directory, ProgressMonitor monitor);
}
