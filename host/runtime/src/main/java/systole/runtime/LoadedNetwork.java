package systole.runtime;

import java.util.List;

/** A network on a device, ready to run. */
public interface LoadedNetwork extends AutoCloseable {
    /**
     * Runs one batch, of as many images as the network is compiled for.
     *
     * @param input quantised, in (image, channel, y, x) order, as many bytes as so many images have elements
     * @throws DeviceException where the device stops with an error
     */
    RunResult run(byte[] input);

    /**
     * Runs many batches; those devices overlap or share them that can.
     *
     * @param inputs as for {@link #run}
     * @return a result for each, in their order
     * @throws DeviceException where the device, or the last of several, stops with an error
     */
    default List<RunResult> runAll(List<byte[]> inputs) {
        return inputs.stream().map(this::run).toList();
    }

    /** Releases what the network holds on the device. */
    @Override
    void close();
}
