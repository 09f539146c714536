package systole.drivers;

import systole.compiler.Program;
import systole.contract.Configuration;
import systole.contract.ErrorCode;
import systole.contract.Region;
import systole.contract.Register;
import systole.runtime.Counters;
import systole.runtime.DeviceException;

/** A kernel behind its control registers. */
public final class Kernel {
    /** Longer than any descriptor waits on a memory with thousands of cycles of latency. */
    private static final int WATCHDOG_CYCLES = 10_000_000;

    private final RegisterPort port;

    public Kernel(RegisterPort port) {
        this.port = port;
    }

    /** Throws {@link DeviceException} with both hashes where the kernel is not the one that programs are compiled for. */
    public void requireHash(Configuration configuration) {
        long hash = readLong(Register.HASH_LOW.offset());
        if (hash != configuration.hash()) {
            throw new DeviceException("the kernel's contract hash is %016x, but this program expects %s: build the kernel anew, for %s"
                    .formatted(hash, configuration.hashText(), configuration));
        }
    }

    /** Tells the kernel where a program and its regions lie. */
    public void setUp(Program program, MemoryMap map) {
        writeLong(Register.PROGRAM_LOW, map.program());
        for (Region region : Region.values()) {
            writeLong(Register.baseOf(region), map.place(region).address());
        }
        write(Register.DESCRIPTORS, program.descriptors().size());
        write(Register.WATCHDOG, WATCHDOG_CYCLES);
        write(Register.GLOBAL_INTERRUPT_ENABLE, 1);
        write(Register.INTERRUPT_ENABLE, 1);
    }

    /** Starts the program; the interrupt comes when it is done. */
    public void start() {
        write(Register.CONTROL, Register.START);
    }

    /** Takes the interrupt back, so that the next run can raise it. */
    public void acknowledge() {
        write(Register.INTERRUPT_STATUS, port.read(Register.INTERRUPT_STATUS.offset()));
        port.read(Register.CONTROL.offset());
    }

    /** Throws {@link DeviceException} that names error and descriptor where the program ended early. */
    public void requireSuccess(Program program) {
        int code = port.read(Register.ERROR.offset()) & 0xFF;
        if (code == ErrorCode.NONE.code()) {
            return;
        }
        int index = port.read(Register.ERROR_INDEX.offset());
        String descriptor = index >= 0 && index < program.descriptors().size() ? program.descriptors().get(index).toString() : "the end";
        ErrorCode error = ErrorCode.of(code);
        throw new DeviceException("program %s stopped at descriptor %d of %d with %s: %s; the descriptor is %s".formatted(
                program.name(), index, program.descriptors().size(), error, error.description(), descriptor));
    }

    /** The counters; they stand still once the program is done. */
    public Counters counters() {
        return Counters.of(counter -> readLong(Register.offsetOf(counter)));
    }

    private void write(Register register, int value) {
        port.write(register.offset(), value);
    }

    private void writeLong(Register low, long value) {
        port.write(low.offset(), (int) value);
        port.write(low.offset() + Integer.BYTES, (int) (value >>> Integer.SIZE));
    }

    private long readLong(int offset) {
        return Integer.toUnsignedLong(port.read(offset)) | (long) port.read(offset + Integer.BYTES) << Integer.SIZE;
    }
}
