package systole.drivers;

import systole.compiler.Program;
import systole.contract.ErrorCode;
import systole.contract.Region;
import systole.contract.Register;
import systole.runtime.DeviceException;

/** What programs need of a kernel's control registers, on whatever device it is. */
public final class Kernel {
    /** Cycles without any progress: longer than a descriptor waits on a memory of the largest latency. */
    public static final int WATCHDOG_CYCLES = 10_000_000;
    private static final int CODE_MASK = 0xFF;

    private Kernel() {
    }

    /** Tells the kernel where a program and its regions lie. */
    public static void setUp(Registers registers, Program program, MemoryMap map) {
        registers.writeLong(Register.PROGRAM_LOW, map.program());
        for (Region region : Region.values()) {
            registers.writeLong(Register.baseOf(region), map.place(region).address());
        }
        registers.write(Register.DESCRIPTORS, program.descriptors().size());
        registers.write(Register.WATCHDOG, WATCHDOG_CYCLES);
    }

    /** Throws {@link DeviceException} that names error and descriptor where the program ended early. */
    public static void requireSuccess(Registers registers, Program program) {
        int code = registers.read(Register.ERROR) & CODE_MASK;
        if (code == ErrorCode.NONE.code()) {
            return;
        }
        ErrorCode error = ErrorCode.of(code);
        int index = registers.read(Register.ERROR_INDEX);
        int count = program.descriptors().size();
        String descriptor = index >= 0 && index < count ? program.descriptors().get(index).toString() : "behind the last";
        throw new DeviceException("program %s stopped at descriptor %d of %d with %s: %s; the descriptor is %s"
                .formatted(program.name(), index, count, error, error.description(), descriptor));
    }
}
