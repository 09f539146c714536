package systole.contract;

import java.util.Optional;

/**
 * The AXI4-Lite register map: 32-bit registers by byte offset. The first four are those of Vitis {@code ap_ctrl_hs} kernels,
 * arguments follow from 0x10, what the kernel reports from 0x100.
 */
public enum Register {
    CONTROL(0x00, Access.READ_WRITE, "bit 0 start (clears itself), 1 done (clears on read), 2 idle, 3 ready, 7 auto-restart (reads 0)"),
    GLOBAL_INTERRUPT_ENABLE(0x04, Access.READ_WRITE, "bit 0 enables the interrupt output"),
    INTERRUPT_ENABLE(0x08, Access.READ_WRITE, "bit 0 done, bit 1 ready"),
    INTERRUPT_STATUS(0x0C, Access.READ_WRITE, "bit 0 done, bit 1 ready; a written 1 toggles"),
    PROGRAM_LOW(0x10, Access.READ_WRITE, "device address of the first descriptor, a multiple of 64, bits 31..0"),
    PROGRAM_HIGH(0x14, Access.READ_WRITE, "bits 63..32"),
    CONSTANTS_LOW(0x18, Access.READ_WRITE, "base of region CONSTANTS, a multiple of 64, bits 31..0"),
    CONSTANTS_HIGH(0x1C, Access.READ_WRITE, "bits 63..32"),
    WORKSPACE_LOW(0x20, Access.READ_WRITE, "base of region WORKSPACE, a multiple of 64, bits 31..0"),
    WORKSPACE_HIGH(0x24, Access.READ_WRITE, "bits 63..32"),
    INPUT_LOW(0x28, Access.READ_WRITE, "base of region INPUT, a multiple of 64, bits 31..0"),
    INPUT_HIGH(0x2C, Access.READ_WRITE, "bits 63..32"),
    OUTPUT_LOW(0x30, Access.READ_WRITE, "base of region OUTPUT, a multiple of 64, bits 31..0"),
    OUTPUT_HIGH(0x34, Access.READ_WRITE, "bits 63..32"),
    DESCRIPTORS(0x38, Access.READ_WRITE, "descriptors in the program"),
    WATCHDOG(0x3C, Access.READ_WRITE, "cycles in which nothing is dispatched, moved, computed or completed after which the kernel gives up; 0 never"),
    HASH_LOW(0x100, Access.READ_ONLY, "hash of contract and configuration, bits 31..0"),
    HASH_HIGH(0x104, Access.READ_ONLY, "bits 63..32"),
    ERROR(0x108, Access.READ_ONLY, "an ErrorCode's code, 0 for none; cleared at start"),
    ERROR_INDEX(0x10C, Access.READ_ONLY, "index of the descriptor that was refused; else how many were dispatched"),
    COUNTER_BASE(0x140, Access.READ_ONLY, "the counters from here on, 8 bytes each, low word first, in Counter's order");

    /** Who may change a register. */
    public enum Access {
        READ_WRITE,
        READ_ONLY
    }

    /** Bits of {@link #CONTROL}. */
    public static final int START = 1;
    public static final int DONE = 2;
    public static final int IDLE = 4;
    public static final int READY = 8;

    /** Bytes of the register space. */
    public static final int SPACE = 0x1000;

    private final int offset;
    private final Access access;
    private final String description;

    Register(int offset, Access access, String description) {
        this.offset = offset;
        this.access = access;
        this.description = description;
    }

    /** Byte offset in the register space. */
    public int offset() {
        return offset;
    }

    public Access access() {
        return access;
    }

    /** One phrase. */
    public String description() {
        return description;
    }

    /** The low word of a region's base address; the high word is 4 bytes further. */
    public static Register baseOf(Region region) {
        return switch (region) {
            case CONSTANTS -> CONSTANTS_LOW;
            case WORKSPACE -> WORKSPACE_LOW;
            case INPUT -> INPUT_LOW;
            case OUTPUT -> OUTPUT_LOW;
        };
    }

    /** Byte offset of a counter's low word. */
    public static int offsetOf(Counter counter) {
        return COUNTER_BASE.offset + 8 * counter.ordinal();
    }

    /** The register at that offset, if there is one. */
    public static Optional<Register> at(int offset) {
        for (Register register : values()) {
            if (register.offset == offset) {
                return Optional.of(register);
            }
        }
        return Optional.empty();
    }
}
