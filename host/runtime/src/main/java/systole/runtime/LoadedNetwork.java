package systole.runtime;

/** A network on a device, ready to run. */
public interface LoadedNetwork {
    /**
     * Runs one image.
     *
     * @param input quantised, in (channel, y, x) order, as many bytes as the input's shape has elements
     * @throws DeviceException where the device stops with an error
     */
    RunResult run(byte[] input);
}
