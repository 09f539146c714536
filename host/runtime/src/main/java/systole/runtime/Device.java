package systole.runtime;

import java.util.List;

/**
 * Something that runs compiled networks: a reference in Java, a model, a simulation of the hardware, or a card. Every device
 * gives the same bytes. A device is used by one thread at a time.
 */
public interface Device extends AutoCloseable {
    /** What it is and what accelerator it stands for. */
    DeviceDescription description();

    /**
     * Prepares a network for many runs. The network must be compiled for this device's configuration.
     *
     * @throws DeviceException where the network does not fit the device
     */
    LoadedNetwork load(CompiledNetwork network);

    /** Tries what is below networks, registers and memory, where the device has them. No network may be loaded. */
    default List<DeviceCheck> check() {
        return List.of();
    }

    /** Releases what the device holds; its loaded networks cannot run any more. */
    @Override
    void close();
}
