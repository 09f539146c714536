package systole.runtime.reference;

import java.util.Map;
import java.util.Optional;
import systole.runtime.CompiledNetwork;
import systole.runtime.Device;
import systole.runtime.DeviceDescription;
import systole.runtime.DeviceOptions;
import systole.runtime.DeviceProvider;
import systole.runtime.LoadedNetwork;
import systole.runtime.ProgressMonitor;
import systole.runtime.RunResult;

/** Runs the quantised graph itself; the configuration only says which accelerator it is compared with. */
public final class ReferenceDevice implements Device {
    private final DeviceDescription description;

    private ReferenceDevice(DeviceDescription description) {
        this.description = description;
    }

    @Override
    public DeviceDescription description() {
        return description;
    }

    @Override
    public LoadedNetwork load(CompiledNetwork network) {
        return new Loaded(network, new ReferenceExecutor(network.graph()));
    }

    @Override
    public void close() {
        // holds nothing
    }

    private record Loaded(CompiledNetwork network, ReferenceExecutor executor) implements LoadedNetwork {
        @Override
        public RunResult run(byte[] input) {
            Map<String, byte[]> tensors = executor.runBatch(network.requireBatch(input));
            return new RunResult(tensors.get(network.graph().output().name()), tensors, Optional.empty());
        }

        @Override
        public void close() {
            // holds nothing
        }
    }

    /** Finds this device by the name {@code reference}. */
    public static final class Provider implements DeviceProvider {
        @Override
        public String name() {
            return "reference";
        }

        @Override
        public String summary() {
            return "the quantised network by exact integer arithmetic in Java, the golden answer";
        }

        @Override
        public int rank() {
            return 30;
        }

        @Override
        public Optional<String> obstacle(DeviceOptions options) {
            return Optional.empty();
        }

        @Override
        public Device open(DeviceOptions options, ProgressMonitor monitor) {
            return new ReferenceDevice(
                    new DeviceDescription(name(), summary(), options.configuration(), options.clockMegahertz()));
        }
    }
}
