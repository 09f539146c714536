package systole.runtime.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import systole.runtime.CompiledNetwork;
import systole.runtime.Device;
import systole.runtime.DeviceDescription;
import systole.runtime.DeviceException;
import systole.runtime.LoadedNetwork;

/**
 * Several devices of one configuration behind one: cards, compute units of a card, or simulations on several cores. A network is loaded on all,
 * and many batches are shared by whoever is free. A device that fails is taken out, and others redo what it had in hand.
 */
public final class Fleet implements Device {
    private final List<Device> devices;
    private final Consumer<String> losses;

    /**
     * Takes devices over: closing the fleet closes them.
     *
     * @param devices at least one; all of one configuration, since they run one program
     * @param losses hears one line about each device that fails
     */
    public Fleet(List<Device> devices, Consumer<String> losses) {
        requireOneConfiguration(devices);
        this.devices = List.copyOf(devices);
        this.losses = losses;
    }

    private static void requireOneConfiguration(List<Device> devices) {
        List<DeviceDescription> descriptions = devices.stream().map(Device::description).toList();
        DeviceDescription first = descriptions.getFirst();
        for (DeviceDescription other : descriptions) {
            if (!other.configuration().equals(first.configuration())) {
                throw new DeviceException("devices that share work must be built alike, but %s is %s and %s is %s"
                        .formatted(first.name(), first.configuration(), other.name(), other.configuration()));
            }
        }
    }

    /** The first device's, with all names. */
    @Override
    public DeviceDescription description() {
        DeviceDescription first = devices.getFirst().description();
        String names = devices.stream().map(device -> device.description().name()).collect(Collectors.joining(","));
        return new DeviceDescription(names, first.summary(), first.configuration(), first.clockMegahertz());
    }

    /**
     * Loads a network on every device.
     *
     * @throws DeviceException where one cannot take it
     */
    @Override
    public LoadedNetwork load(CompiledNetwork network) {
        List<FleetMember> members = new ArrayList<>();
        try {
            for (Device device : devices) {
                members.add(new FleetMember("device %d (%s)".formatted(members.size(), device.description().name()), device.load(network)));
            }
        } catch (RuntimeException e) {
            members.forEach(FleetMember::close);
            throw e;
        }
        return new FleetNetwork(members, losses);
    }

    @Override
    public void close() {
        devices.forEach(Device::close);
    }
}
