package systole.runtime;

/** A program on a device that can run for its output alone, without garbage. */
public interface DirectProgram extends LoadedProgram {
    /**
     * Runs a program that has one input and one output.
     *
     * @param input its values in (image, channel, y, x) order
     * @param output takes its values in the same order
     * @throws IllegalArgumentException where either has not as many bytes as the tensor's images have elements
     * @throws DeviceException where the device stops with an error
     */
    void infer(byte[] input, byte[] output);
}
