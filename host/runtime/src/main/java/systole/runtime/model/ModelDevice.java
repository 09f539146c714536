package systole.runtime.model;

import java.util.Optional;
import systole.compiler.timing.MemorySpeed;
import systole.runtime.CompiledNetwork;
import systole.runtime.Device;
import systole.runtime.DeviceDescription;
import systole.runtime.DeviceOptions;
import systole.runtime.DeviceProvider;
import systole.runtime.LoadedNetwork;
import systole.runtime.ProgressMonitor;
import systole.runtime.SegmentedNetwork;

/** Executes programs as their descriptors say, and predicts the cycles that the hardware would take. */
public final class ModelDevice implements Device {
    private final DeviceDescription description;
    private final MemorySpeed memory;

    private ModelDevice(DeviceDescription description, MemorySpeed memory) {
        this.description = description;
        this.memory = memory;
    }

    @Override
    public DeviceDescription description() {
        return description;
    }

    @Override
    public LoadedNetwork load(CompiledNetwork network) {
        return SegmentedNetwork.load(network, program -> new ModelledProgram(program, memory));
    }

    @Override
    public void close() {
        // holds nothing
    }

    /** Finds this device by the name {@code model}. */
    public static final class Provider implements DeviceProvider {
        @Override
        public String name() {
            return "model";
        }

        @Override
        public String summary() {
            return "Java model of the accelerator, executes programs and predicts their cycles";
        }

        @Override
        public int rank() {
            return 20;
        }

        @Override
        public Optional<String> obstacle(DeviceOptions options) {
            return Optional.empty();
        }

        @Override
        public Device open(DeviceOptions options, ProgressMonitor monitor) {
            MemorySpeed memory = new MemorySpeed(options.memory().latency(), options.memory().bytesPerCycle());
            return new ModelDevice(
                    new DeviceDescription(name(), summary(), options.configuration(), options.clockMegahertz()), memory);
        }
    }
}
