package systole.contract;

/** What a host passes to the kernel when it starts it: the arguments of the Vitis kernel, in order of their positions. */
public enum KernelArgument {
    PROGRAM("program", Register.PROGRAM_LOW, Long.BYTES),
    CONSTANTS("constants", Register.CONSTANTS_LOW, Long.BYTES),
    WORKSPACE("workspace", Register.WORKSPACE_LOW, Long.BYTES),
    INPUT("input", Register.INPUT_LOW, Long.BYTES),
    OUTPUT("output", Register.OUTPUT_LOW, Long.BYTES),
    DESCRIPTORS("descriptors", Register.DESCRIPTORS, Integer.BYTES),
    WATCHDOG("watchdog", Register.WATCHDOG, Integer.BYTES);

    /** The kernel's name: that of the top module. */
    public static final String KERNEL = "systole";

    private final String parameter;
    private final Register register;
    private final int bytes;

    KernelArgument(String parameter, Register register, int bytes) {
        this.parameter = parameter;
        this.register = register;
        this.bytes = bytes;
    }

    /** Its name among the kernel's parameters. */
    public String parameter() {
        return parameter;
    }

    /** Its position: 0 for the first. */
    public int position() {
        return ordinal();
    }

    /** The register that takes it, or its low word. */
    public Register register() {
        return register;
    }

    /** 8 for a device address, 4 for a number. */
    public int bytes() {
        return bytes;
    }

    /** Whether it is a device address, which {@code m_axi_gmem} uses. */
    public boolean pointer() {
        return bytes == Long.BYTES;
    }

    /** The argument that says where a region begins. */
    public static KernelArgument baseOf(Region region) {
        return switch (region) {
            case CONSTANTS -> CONSTANTS;
            case WORKSPACE -> WORKSPACE;
            case INPUT -> INPUT;
            case OUTPUT -> OUTPUT;
        };
    }
}
