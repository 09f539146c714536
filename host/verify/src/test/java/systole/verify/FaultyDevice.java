package systole.verify;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import systole.quant.QuantisedNode;
import systole.runtime.AlteredDevice;
import systole.runtime.CompiledNetwork;
import systole.runtime.Device;
import systole.runtime.DeviceOptions;
import systole.runtime.Devices;
import systole.runtime.LoadedNetwork;
import systole.runtime.ProgressMonitor;

/** The model device with a wrong byte at the end of the output of every network that has a layer to which it does wrong. */
final class FaultyDevice {
    private FaultyDevice() {
    }

    /**
     * A verifier of this device alone.
     *
     * @param fault whether the device, opened with those options, does wrong to a layer
     */
    static Verifier verifier(BiFunction<QuantisedNode, DeviceOptions, Boolean> fault) {
        Function<DeviceOptions, Device> opener = options -> AlteredDevice.of(Devices.open("model", options, ProgressMonitor.SILENT),
                network -> isFaulty(network, options, fault) ? AlteredDevice.wrongLastByte(network) : LoadedNetwork::run);
        return new Verifier(List.of(opener));
    }

    private static boolean isFaulty(CompiledNetwork network, DeviceOptions options, BiFunction<QuantisedNode, DeviceOptions, Boolean> fault) {
        return network.graph().nodes().stream().anyMatch(node -> fault.apply(node, options));
    }
}
