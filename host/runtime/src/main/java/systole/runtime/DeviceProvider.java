package systole.runtime;

import java.util.List;
import java.util.Optional;

/** Opens devices of one kind; found through {@link java.util.ServiceLoader}. */
public interface DeviceProvider {
    /** The name that users choose it by, as in {@code sim}. */
    String name();

    /** One phrase that says what it is. */
    String summary();

    /** The provider of the lowest rank that is available serves those who choose none: cards 0, simulations 10, software 20. */
    int rank();

    /** Why it cannot be opened here with those options, with the remedy; empty where it can. */
    Optional<String> obstacle(DeviceOptions options);

    /** The cards of this kind in this machine, usable or not; none for what is not plugged in. */
    default List<PluggedCard> cards() {
        return List.of();
    }

    /**
     * Opens a device, building first what it needs.
     *
     * @param monitor hears about work that takes long
     * @throws DeviceException where it cannot be opened
     */
    Device open(DeviceOptions options, ProgressMonitor monitor);
}
