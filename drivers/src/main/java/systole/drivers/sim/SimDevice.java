package systole.drivers.sim;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import systole.drivers.RegisterCheck;
import systole.runtime.CompiledNetwork;
import systole.runtime.Device;
import systole.runtime.DeviceCheck;
import systole.runtime.DeviceDescription;
import systole.runtime.DeviceOptions;
import systole.runtime.DeviceProvider;
import systole.runtime.LoadedNetwork;
import systole.runtime.NoSuchDeviceException;
import systole.runtime.ProgressMonitor;
import systole.runtime.SegmentedNetwork;
import systole.runtime.SimulatorLibraries;

/** The hardware under Verilator, cycle by cycle. Every loaded program has a kernel and a memory of its own. */
public final class SimDevice implements Device {
    private static final String NAME = "sim";
    private static final String SUMMARY = "the hardware simulated by Verilator, cycle by cycle";

    private final Path library;
    private final DeviceDescription description;
    private final DeviceOptions options;
    private final ProgressMonitor monitor;

    /**
     * The kernel that a library of the module sim simulates.
     *
     * @param monitor hears about cycles, of runs that take long
     */
    public SimDevice(Path library, DeviceOptions options, ProgressMonitor monitor) {
        this.library = library;
        this.options = options;
        this.monitor = monitor;
        description = new DeviceDescription(NAME, SUMMARY, options.configuration(), options.clockMegahertz());
    }

    @Override
    public DeviceDescription description() {
        return description;
    }

    @Override
    public LoadedNetwork load(CompiledNetwork network) {
        return SegmentedNetwork.load(network, program -> SimulatedProgram.load(library, program, options, monitor));
    }

    @Override
    public List<DeviceCheck> check() {
        try (Simulator simulator = Simulator.open(library, options.configuration(), MemoryModel.ofBytes(MemoryModel.PAGE_BYTES))) {
            return List.of(RegisterCheck.of(simulator));
        }
    }

    @Override
    public void close() {
        // the loaded networks hold the simulators
    }

    /** Finds this device by the name {@code sim}. */
    public static final class Provider implements DeviceProvider {
        private final Optional<SimulatorLibraries> libraries = ServiceLoader.load(SimulatorLibraries.class).findFirst();

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String summary() {
            return SUMMARY;
        }

        @Override
        public int rank() {
            return 10;
        }

        @Override
        public Optional<String> obstacle(DeviceOptions options) {
            return libraries.isPresent() ? Optional.empty()
                    : Optional.of("nothing on the class path builds simulators; add the module systole-sim");
        }

        @Override
        public Device open(DeviceOptions options, ProgressMonitor monitor) {
            SimulatorLibraries builder = libraries.orElseThrow(() -> new NoSuchDeviceException(obstacle(options).orElseThrow()));
            Path library = builder.library(options.configuration(), options.waves().isPresent(), monitor);
            return new SimDevice(library, options, monitor);
        }
    }
}
