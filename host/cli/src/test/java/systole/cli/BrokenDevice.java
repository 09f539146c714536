package systole.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import systole.runtime.CompiledNetwork;
import systole.runtime.Device;
import systole.runtime.DeviceDescription;
import systole.runtime.DeviceOptions;
import systole.runtime.DeviceProvider;
import systole.runtime.Devices;
import systole.runtime.LoadedNetwork;
import systole.runtime.ProgressMonitor;
import systole.runtime.RunResult;

/** The reference device with the last byte of its output wrong. */
record BrokenDevice(Device device) implements Device {
    private static final String NAME = "broken";
    private static final String SUMMARY = "wrong in one byte";

    @Override
    public DeviceDescription description() {
        DeviceDescription right = device.description();
        return new DeviceDescription(NAME, SUMMARY, right.configuration(), right.clockMegahertz());
    }

    @Override
    public LoadedNetwork load(CompiledNetwork network) {
        return new Loaded(network, device.load(network));
    }

    @Override
    public void close() {
        device.close();
    }

    private record Loaded(CompiledNetwork network, LoadedNetwork loaded) implements LoadedNetwork {
        @Override
        public RunResult run(byte[] input) {
            RunResult right = loaded.run(input);
            byte[] output = right.output().clone();
            output[output.length - 1] ^= 1;
            Map<String, byte[]> tensors = new HashMap<>(right.tensors());
            tensors.put(network.graph().output().name(), output);
            return new RunResult(output, tensors, right.timing());
        }

        @Override
        public void close() {
            loaded.close();
        }
    }

    /** Finds this device by the name {@code broken}. */
    public static final class Provider implements DeviceProvider {
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
            return 90;
        }

        @Override
        public Optional<String> obstacle(DeviceOptions options) {
            return Optional.empty();
        }

        @Override
        public Device open(DeviceOptions options, ProgressMonitor monitor) {
            return new BrokenDevice(Devices.open("reference", options, monitor));
        }
    }
}
