package systole.runtime;

/** A program on a device, ready to run. */
public interface LoadedProgram extends AutoCloseable {
    /**
     * Runs it once.
     *
     * @param input the bytes of region INPUT, see {@link systole.compiler.Program#pack}
     * @throws DeviceException where the device stops with an error
     */
    ProgramRun run(byte[] input);

    /** Releases what the program holds on the device. */
    @Override
    void close();
}
