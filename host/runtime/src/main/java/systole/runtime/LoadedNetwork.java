package systole.runtime;

/** A network on a device, ready to run. */
public interface LoadedNetwork extends AutoCloseable {
    /**
     * Runs one batch, of as many images as the network is compiled for.
     *
     * @param input quantised, in (image, channel, y, x) order, as many bytes as so many images have elements
     * @throws DeviceException where the device stops with an error
     */
    RunResult run(byte[] input);

    /** Releases what the network holds on the device. */
    @Override
    void close();
}
