package systole.drivers.sim;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.ptr.IntByReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The functions of {@code systole_sim.h}, which documents them.
 *
 * <p>Mapped as an interface: JNA's direct mapping ties a class to one library, and every configuration has a library of its own
 * with the same symbols. Calls are few and each does much, so their cost does not show.
 */
interface SimulatorLibrary extends Library {
    int OK = 0;
    int CYCLE_LIMIT = 1;

    String systole_sim_error();

    long systole_sim_contract_hash();

    int systole_sim_waves_available();

    Pointer systole_sim_open(Options options);

    void systole_sim_close(Pointer simulator);

    int systole_sim_reset(Pointer simulator);

    Pointer systole_sim_memory(Pointer simulator);

    int systole_sim_write_register(Pointer simulator, int offset, int value);

    int systole_sim_read_register(Pointer simulator, int offset, IntByReference value);

    int systole_sim_run(Pointer simulator, long cycleLimit);

    int systole_sim_step(Pointer simulator, long cycles);

    long systole_sim_cycles(Pointer simulator);

    int systole_sim_waves_start(Pointer simulator, String path);

    int systole_sim_waves_stop(Pointer simulator);

    /** systole_sim_options. */
    @Structure.FieldOrder({"memoryBase", "memoryBytes", "readLatency", "writeLatency", "bytesPerCycle", "stallProbability", "seed"})
    final class Options extends Structure {
        public long memoryBase;
        public long memoryBytes;
        public int readLatency;
        public int writeLatency;
        public double bytesPerCycle;
        public double stallProbability;
        public long seed;

        static Options of(long base, MemoryModel memory) {
            Options options = new Options();
            options.memoryBase = base;
            options.memoryBytes = memory.bytes();
            options.readLatency = memory.readLatency();
            options.writeLatency = memory.writeLatency();
            options.bytesPerCycle = memory.bytesPerCycle();
            options.stallProbability = memory.stallProbability();
            options.seed = memory.seed();
            return options;
        }
    }

    /** Loads a library beside any others; throws {@link SimulatorException} where the file is missing or is none. */
    static SimulatorLibrary load(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new SimulatorException("simulator library %s does not exist: build it first".formatted(file));
        }
        // RTLD_LOCAL keeps the libraries' equal symbols apart; JNA's default merges them.
        int now = 2;
        int local = 0;
        try {
            return Native.load(file.toAbsolutePath().toString(), SimulatorLibrary.class,
                    Map.of(Library.OPTION_OPEN_FLAGS, now | local, Library.OPTION_STRING_ENCODING, "UTF-8"));
        } catch (UnsatisfiedLinkError e) {
            throw new SimulatorException("%s is not a simulator library for this machine: build it anew".formatted(file), e);
        }
    }
}
