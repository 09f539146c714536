package systole.verify;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import systole.quant.QuantisedNode;
import systole.runtime.CompiledNetwork;
import systole.runtime.Device;
import systole.runtime.DeviceDescription;
import systole.runtime.DeviceOptions;
import systole.runtime.Devices;
import systole.runtime.LoadedNetwork;
import systole.runtime.ProgressMonitor;
import systole.runtime.RunResult;

/**
 * The model device with a wrong byte at the end of the output of every network that has a layer to which it does wrong.
 *
 * @param device what gives the right bytes
 * @param options what the device was opened with
 * @param fault whether it does wrong to a layer
 */
record FaultyDevice(Device device, DeviceOptions options, BiFunction<QuantisedNode, DeviceOptions, Boolean> fault) implements Device {
    /** A verifier of this device alone. */
    static Verifier verifier(BiFunction<QuantisedNode, DeviceOptions, Boolean> fault) {
        Function<DeviceOptions, Device> opener =
                options -> new FaultyDevice(Devices.open("model", options, ProgressMonitor.SILENT), options, fault);
        return new Verifier(List.of(opener));
    }

    @Override
    public DeviceDescription description() {
        return device.description();
    }

    @Override
    public LoadedNetwork load(CompiledNetwork network) {
        boolean faulty = network.graph().nodes().stream().anyMatch(node -> fault.apply(node, options));
        LoadedNetwork loaded = device.load(network);
        return faulty ? new Loaded(network, loaded) : loaded;
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
}
