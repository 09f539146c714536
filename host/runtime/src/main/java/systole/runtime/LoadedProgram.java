package systole.runtime;

import java.util.List;

/** A program on a device, ready to run. */
public interface LoadedProgram extends AutoCloseable {
    /**
     * Runs it once.
     *
     * @param input the bytes of region INPUT, see {@link systole.compiler.Program#pack}
     * @throws DeviceException where the device stops with an error
     */
    ProgramRun run(byte[] input);

    /**
     * Runs it many times; devices may copy one run's bytes while another computes.
     *
     * @param inputs as for {@link #run}
     * @return a result for each, in their order
     * @throws DeviceException where the device stops with an error
     */
    default List<ProgramRun> runAll(List<byte[]> inputs) {
        return inputs.stream().map(this::run).toList();
    }

    /** Releases what the program holds on the device. */
    @Override
    void close();
}
