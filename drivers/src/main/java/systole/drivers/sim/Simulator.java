package systole.drivers.sim;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Objects;
import systole.contract.Configuration;
import systole.contract.Counter;
import systole.contract.ErrorCode;
import systole.contract.Register;
import systole.drivers.Registers;

/**
 * A simulated kernel with its memory: registers, memory and clock, and nothing of programs. For one thread at a time; several
 * simulators may run side by side.
 *
 * <p>A run: fill {@link #memory}, write the argument registers, {@link #start}, {@link #run}, look at {@link #error} and
 * {@link #counter}, read memory.
 *
 * <p>Methods throw {@link SimulatorException} where the kernel breaks the AXI protocol or leaves a register unanswered, and
 * {@link IllegalStateException} once closed.
 */
public final class Simulator implements Registers, AutoCloseable {
    /** The device address of the memory's first byte: above 32 bits, so that a kernel that loses high bits is caught. */
    public static final long MEMORY_BASE = 1L << 32;

    private static final int ERROR_CODE_MASK = 0xFF;

    private final SimulatorLibrary library;
    private final MemoryModel memory;
    private final Pointer bytes;
    private Pointer handle; // null once closed

    private Simulator(SimulatorLibrary library, Pointer handle, MemoryModel memory) {
        this.library = library;
        this.handle = handle;
        this.memory = memory;
        this.bytes = library.systole_sim_memory(handle);
    }

    /**
     * Opens a kernel, out of reset, with its memory zero.
     *
     * @param file the library, as the module sim builds it
     * @param configuration what the library is expected to be
     * @throws SimulatorException where the file is no such library, was built for something else, or memory does not suffice
     */
    public static Simulator open(Path file, Configuration configuration, MemoryModel memory) {
        SimulatorLibrary library = SimulatorLibrary.load(file);
        requireHash(file, library.systole_sim_contract_hash(), configuration);
        Pointer handle = library.systole_sim_open(SimulatorLibrary.Options.of(MEMORY_BASE, memory));
        if (handle == null) {
            throw new SimulatorException(library.systole_sim_error());
        }
        Simulator simulator = new Simulator(library, handle, memory);
        try {
            requireHash(file, simulator.readLong(Register.HASH_LOW), configuration);
            return simulator;
        } catch (RuntimeException e) {
            simulator.close();
            throw e;
        }
    }

    private static void requireHash(Path file, long found, Configuration configuration) {
        if (found != configuration.hash()) {
            throw new SimulatorException("simulator %s has contract hash %016x but this configuration has %s: build it anew"
                    .formatted(file, found, configuration.hashText()));
        }
    }

    /** Reads a register: an AXI4-Lite transaction that takes some cycles, with its side effects. */
    @Override
    public int read(Register register) {
        return readOffset(register.offset());
    }

    /** Reads a register and the one 4 bytes further as one number, low word first. */
    public long readLong(Register low) {
        return readLongOffset(low.offset());
    }

    @Override
    public void write(Register register, int value) {
        writeOffset(register.offset(), value);
    }

    /** Writes a register and the one 4 bytes further, low word first. */
    @Override
    public void writeLong(Register low, long value) {
        writeOffset(low.offset(), (int) value);
        writeOffset(low.offset() + Integer.BYTES, (int) (value >>> Integer.SIZE));
    }

    /** A counter since the latest start. */
    public long counter(Counter counter) {
        return readLongOffset(Register.offsetOf(counter));
    }

    /** How the latest run ended; {@link Register#ERROR_INDEX} then says where. */
    public ErrorCode error() {
        return ErrorCode.of(read(Register.ERROR) & ERROR_CODE_MASK);
    }

    /** Bytes of memory, from {@link #MEMORY_BASE} on. */
    public long memoryBytes() {
        return memory.bytes();
    }

    /**
     * Memory in place, little-endian, until the simulator is closed: not to be used after that.
     *
     * @param address device address of the first byte
     * @throws IndexOutOfBoundsException where the range leaves the memory
     */
    public ByteBuffer memory(long address, int length) {
        requireOpen();
        long offset = Objects.checkFromIndexSize(address - MEMORY_BASE, length, memory.bytes());
        return bytes.getByteBuffer(offset, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Starts the kernel with its done interrupt enabled. */
    public void start() {
        write(Register.GLOBAL_INTERRUPT_ENABLE, 1);
        write(Register.INTERRUPT_ENABLE, 1);
        write(Register.CONTROL, Register.START);
    }

    /**
     * Simulates until the kernel is done, and acknowledges its interrupt.
     *
     * @param cycleLimit cycles to simulate at most
     * @return false where the limit came first; a further call goes on
     */
    public boolean run(long cycleLimit) {
        int status = require(library.systole_sim_run(requireOpen(), cycleLimit));
        if (status == SimulatorLibrary.CYCLE_LIMIT) {
            return false;
        }
        write(Register.INTERRUPT_STATUS, read(Register.INTERRUPT_STATUS));
        read(Register.CONTROL);
        return true;
    }

    /** Simulates so many cycles. */
    public void step(long cycles) {
        require(library.systole_sim_step(requireOpen(), cycles));
    }

    /** Simulated cycles since open; register transactions take some too. */
    public long cycles() {
        return library.systole_sim_cycles(requireOpen());
    }

    /** Holds the kernel in reset for some cycles and drops its transfers; memory keeps its bytes. */
    public void reset() {
        require(library.systole_sim_reset(requireOpen()));
    }

    /** Whether {@link #startWaves} works: the library's variant decides. */
    public boolean wavesAvailable() {
        requireOpen();
        return library.systole_sim_waves_available() != 0;
    }

    /** Writes all signals to an FST file from here on, until {@link #stopWaves} or close; replaces a file that exists. */
    public void startWaves(Path file) {
        require(library.systole_sim_waves_start(requireOpen(), file.toString()));
    }

    public void stopWaves() {
        require(library.systole_sim_waves_stop(requireOpen()));
    }

    /** Completes the wave file and frees kernel and memory. */
    @Override
    public void close() {
        library.systole_sim_close(handle);
        handle = null;
    }

    private int readOffset(int offset) {
        IntByReference value = new IntByReference();
        require(library.systole_sim_read_register(requireOpen(), offset, value));
        return value.getValue();
    }

    private long readLongOffset(int offset) {
        long low = Integer.toUnsignedLong(readOffset(offset));
        return low | (long) readOffset(offset + Integer.BYTES) << Integer.SIZE;
    }

    private void writeOffset(int offset, int value) {
        require(library.systole_sim_write_register(requireOpen(), offset, value));
    }

    private int require(int status) {
        if (status < SimulatorLibrary.OK) {
            throw new SimulatorException(library.systole_sim_error());
        }
        return status;
    }

    private Pointer requireOpen() {
        if (handle == null) {
            throw new IllegalStateException("the simulator is closed");
        }
        return handle;
    }
}
