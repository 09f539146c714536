package systole.fpga;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import systole.contract.Configuration;
import systole.runtime.ProgressMonitor;
import systole.runtime.fpga.Family;
import systole.runtime.fpga.FpgaTools;
import systole.runtime.fpga.Multiplication;
import systole.runtime.fpga.Platform;
import systole.runtime.fpga.SynthesisReport;

/** The project's own hardware for Vitis, Yosys and nextpnr. */
public final class OpenFpgaTools implements FpgaTools {
    @Override
    public void writeKernel(Configuration configuration, Platform platform, Multiplication multiplication, Path directory, ProgressMonitor monitor) {
        try (ProgressMonitor.Task _ = monitor.begin("elaborating the kernel", 1)) {
            KernelFolder.write(configuration, platform, multiplication, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public SynthesisReport synthesise(
            Configuration configuration, Family family, Multiplication multiplication, Path directory, ProgressMonitor monitor) {
        try {
            return switch (family) {
                case XCUP -> UltraScalePlusFlow.run(configuration, multiplication, directory, monitor);
                case ICE40 -> Ice40Flow.run(configuration, directory, monitor);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
