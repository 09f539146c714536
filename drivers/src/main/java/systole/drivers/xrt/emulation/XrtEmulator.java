package systole.drivers.xrt.emulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import systole.runtime.DeviceEmulator;
import systole.runtime.DeviceOptions;
import systole.runtime.NoSuchDeviceException;
import systole.runtime.ProgressMonitor;
import systole.runtime.SimulatorLibraries;

/**
 * Emulates a card by the Xilinx Runtime's own hardware emulation, with the simulated accelerator as the hardware. The runtime is
 * Debian's, whatever else is installed: its version is the one whose protocol the simulated card speaks.
 */
public final class XrtEmulator implements DeviceEmulator {
    private static final String LIBRARY = "libxrt_hwemu.so.2";
    /** Where Debian keeps libraries of an architecture, by Java's name for it. */
    private static final Map<String, Path> FOLDERS =
            Map.of("amd64", Path.of("/usr/lib/x86_64-linux-gnu"), "aarch64", Path.of("/usr/lib/aarch64-linux-gnu"));

    private final Optional<SimulatorLibraries> simulators = ServiceLoader.load(SimulatorLibraries.class).findFirst();

    @Override
    public String device() {
        return "xrt";
    }

    @Override
    public Optional<String> obstacle() {
        if (simulators.isEmpty()) {
            return Optional.of("nothing on the class path builds simulators; add the module systole-sim");
        }
        return libraries().isPresent() ? Optional.empty()
                : Optional.of("the Xilinx Runtime's %s is missing: sudo apt-get install libxrt1".formatted(LIBRARY));
    }

    private static Optional<Path> libraries() {
        return Optional.ofNullable(FOLDERS.get(System.getProperty("os.arch"))).filter(folder -> Files.exists(folder.resolve(LIBRARY)));
    }

    @Override
    public int run(List<String> program, DeviceOptions options, ProgressMonitor monitor) {
        Path libraries = libraries().orElseThrow(() -> new NoSuchDeviceException(obstacle().orElseThrow()));
        Path card = simulators.orElseThrow(() -> new NoSuchDeviceException(obstacle().orElseThrow()))
                .emulatedCard(options.configuration(), monitor);
        try (EmulationFolder folder = EmulationFolder.create(libraries, card, options.memory());
                EmulatedProcess process = EmulatedProcess.start(folder, program)) {
            return process.await();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
