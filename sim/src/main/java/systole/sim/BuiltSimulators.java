package systole.sim;

import java.nio.file.Path;
import systole.contract.Configuration;
import systole.runtime.ProgressMonitor;
import systole.runtime.SimulatorLibraries;

/** Simulators of the project's own hardware, for whoever opens the device {@code sim}. */
public final class BuiltSimulators implements SimulatorLibraries {
    @Override
    public Path library(Configuration configuration, boolean waves, ProgressMonitor monitor) {
        SimulatorBuilder builder = new SimulatorBuilder(Accelerator.hardware());
        try (MonitoredBuild build = new MonitoredBuild(monitor, configuration.array().size())) {
            return builder.build(configuration, waves ? Variant.WAVES : Variant.FAST, build);
        }
    }

    @Override
    public Path emulatedCard(Configuration configuration, ProgressMonitor monitor) {
        Path simulator = library(configuration, false, monitor);
        SimulatorCache cache = new SimulatorCache(SimulatorCache.folder(System.getenv()).toAbsolutePath());
        try (MonitoredBuild build = new MonitoredBuild(monitor, configuration.array().size())) {
            return new EmulatedCardBuilder(cache, Toolchain.ofPath()).build(simulator, configuration, build);
        }
    }
}
