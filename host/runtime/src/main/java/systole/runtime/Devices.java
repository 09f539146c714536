package systole.runtime;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The devices on the class path. */
public final class Devices {
    private Devices() {
    }

    /** All providers, available or not, by rank. */
    public static List<DeviceProvider> providers() {
        return ServiceLoader.load(DeviceProvider.class).stream().map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparingInt(DeviceProvider::rank).thenComparing(DeviceProvider::name)).toList();
    }

    /**
     * Opens the device of that name.
     *
     * @throws NoSuchDeviceException where there is none, with the names there are, or where it cannot be used here
     */
    public static Device open(String name, DeviceOptions options, ProgressMonitor monitor) {
        DeviceProvider provider = providers().stream().filter(p -> p.name().equals(name)).findFirst()
                .orElseThrow(() -> new NoSuchDeviceException("no device is called %s; there are: %s".formatted(name, names())));
        provider.obstacle().ifPresent(obstacle -> {
            throw new NoSuchDeviceException("device %s cannot be used: %s".formatted(name, obstacle));
        });
        return provider.open(options, monitor);
    }

    /** The name of the device that serves those who choose none: a card where one is usable, else the simulation. */
    public static String preferred() {
        return providers().stream().filter(p -> p.obstacle().isEmpty()).map(DeviceProvider::name).findFirst()
                .orElseThrow(() -> new NoSuchDeviceException("no device is usable; there are: " + names()));
    }

    private static String names() {
        return providers().stream().map(DeviceProvider::name).collect(Collectors.joining(", "));
    }
}
