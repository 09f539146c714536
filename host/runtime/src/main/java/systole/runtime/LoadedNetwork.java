package systole.runtime;

/** A network on a device, ready to run. */
public interface LoadedNetwork extends AutoCloseable {
    /**
     * Runs one image.
     *
     * @param input quantised, in (channel, y, x) order, as many bytes as the input's shape has elements
     * @throws DeviceException where the device stops with an error
     */
    RunResult run(byte[] input);

    /** Releases what the network holds on the device. */
    @Override
    void close();
}
