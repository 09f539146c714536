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

    /**
     * Runs one batch for its output alone. FPGA cards do it without garbage where the network is one program.
     *
     * @param input as for {@link #run}
     * @param output takes the quantised output in (image, channel, y, x) order
     * @throws IllegalArgumentException where input or output has not as many bytes as the batch's images have elements
     * @throws DeviceException where the device stops with an error
     */
    default void infer(byte[] input, byte[] output) {
        byte[] result = run(input).output();
        if (output.length != result.length) {
            throw new IllegalArgumentException("the network gives %d bytes, not %d".formatted(result.length, output.length));
        }
        System.arraycopy(result, 0, output, 0, result.length);
    }

    /** Releases what the network holds on the device. */
    @Override
    void close();
}
