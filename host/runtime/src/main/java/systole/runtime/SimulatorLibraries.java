package systole.runtime;

import java.nio.file.Path;
import systole.contract.Configuration;

/** Builds simulators of the hardware, or finds those built before; found through {@link java.util.ServiceLoader}. */
public interface SimulatorLibraries {
    /**
     * The shared library that simulates an accelerator.
     *
     * @param configuration the accelerator
     * @param waves whether it can write waves; such a library is slower
     * @param monitor hears about the build
     * @throws DeviceException where a tool is missing or the build fails
     */
    Path library(Configuration configuration, boolean waves, ProgressMonitor monitor);

    /**
     * The program that stands for a card in the Xilinx Runtime's hardware emulation, with the accelerator simulated in it. Its arguments
     * are those of {@code systole_sim_options}, in order.
     *
     * @param configuration the accelerator
     * @param monitor hears about the build
     * @throws DeviceException where a tool is missing or the build fails
     */
    Path emulatedCard(Configuration configuration, ProgressMonitor monitor);
}
