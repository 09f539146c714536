package systole.cli;

import java.util.Optional;
import java.util.function.Function;
import systole.runtime.AlteredDevice;
import systole.runtime.CompiledNetwork;
import systole.runtime.Device;
import systole.runtime.DeviceDescription;
import systole.runtime.DeviceOptions;
import systole.runtime.DeviceProvider;
import systole.runtime.Devices;
import systole.runtime.ProgressMonitor;

/** Opens the reference device with its runs altered. */
abstract class AlteredProvider implements DeviceProvider {
    private final String name;
    private final String summary;
    private final Function<CompiledNetwork, AlteredDevice.Alteration> alteration;

    AlteredProvider(String name, String summary, Function<CompiledNetwork, AlteredDevice.Alteration> alteration) {
        this.name = name;
        this.summary = summary;
        this.alteration = alteration;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String summary() {
        return summary;
    }

    @Override
    public final int rank() {
        return 90;
    }

    @Override
    public final Optional<String> obstacle(DeviceOptions options) {
        return Optional.empty();
    }

    @Override
    public final Device open(DeviceOptions options, ProgressMonitor monitor) {
        Device right = Devices.open("reference", options, monitor);
        DeviceDescription description = right.description();
        return new AlteredDevice(right, new DeviceDescription(name, summary, description.configuration(), description.clockMegahertz()), alteration);
    }
}
