package systole.runtime.model;

import java.util.Optional;
import systole.compiler.interpreter.ProgramInterpreter;
import systole.runtime.CompiledNetwork;
import systole.runtime.Device;
import systole.runtime.DeviceDescription;
import systole.runtime.DeviceOptions;
import systole.runtime.DeviceProvider;
import systole.runtime.LoadedNetwork;
import systole.runtime.ProgressMonitor;
import systole.runtime.RunResult;

/** Executes programs as their descriptors say, without cycles. */
public final class ModelDevice implements Device {
    private final DeviceDescription description;

    private ModelDevice(DeviceDescription description) {
        this.description = description;
    }

    @Override
    public DeviceDescription description() {
        return description;
    }

    @Override
    public LoadedNetwork load(CompiledNetwork network) {
        return new Loaded(network);
    }

    @Override
    public void close() {
        // holds nothing
    }

    private record Loaded(CompiledNetwork network) implements LoadedNetwork {
        @Override
        public RunResult run(byte[] input) {
            ProgramInterpreter.Result result = ProgramInterpreter.run(network.program(), network.pack(input));
            return RunResult.read(network.program(), result::region, Optional.empty());
        }

        @Override
        public void close() {
            // holds nothing
        }
    }

    /** Finds this device by the name {@code model}. */
    public static final class Provider implements DeviceProvider {
        @Override
        public String name() {
            return "model";
        }

        @Override
        public String summary() {
            return "Java model of the accelerator, executes programs without cycles";
        }

        @Override
        public int rank() {
            return 20;
        }

        @Override
        public Optional<String> obstacle() {
            return Optional.empty();
        }

        @Override
        public Device open(DeviceOptions options, ProgressMonitor monitor) {
            return new ModelDevice(new DeviceDescription(name(), summary(), options.configuration(), options.clockMegahertz()));
        }
    }
}
