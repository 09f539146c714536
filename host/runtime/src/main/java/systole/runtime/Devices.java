package systole.runtime;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
        provider.obstacle(options).ifPresent(obstacle -> {
            throw new NoSuchDeviceException("device %s cannot be used: %s".formatted(name, obstacle));
        });
        return provider.open(options, monitor);
    }

    /**
     * A device for those who named none.
     *
     * @param name what it is opened by
     * @param obstacles why those that would come before it cannot be used, in order
     */
    public record Choice(String name, List<String> obstacles) {
        public Choice {
            obstacles = List.copyOf(obstacles);
        }
    }

    /** The device that serves those who name none: a card where one is usable, else the simulation. */
    public static Choice preferred(DeviceOptions options) {
        List<String> obstacles = new ArrayList<>();
        for (DeviceProvider provider : providers()) {
            Optional<String> obstacle = provider.obstacle(options);
            if (obstacle.isEmpty()) {
                return new Choice(provider.name(), obstacles);
            }
            obstacles.add("%s cannot be used: %s".formatted(provider.name(), obstacle.get()));
        }
        throw new NoSuchDeviceException("no device is usable; there are: " + names());
    }

    private static String names() {
        return providers().stream().map(DeviceProvider::name).collect(Collectors.joining(", "));
    }
}
