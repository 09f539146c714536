package systole.contract;

/** The on-chip memories that loads fill. A row has N bytes in each. */
public enum LocalMemory {
    /** Activations: {@link Opcode#LOAD} only. */
    SCRATCHPAD(0),
    /** Weight tiles of N rows: {@link Opcode#LOAD_WEIGHTS} only, like the ones below. */
    WEIGHTS(1),
    /** Biases and scales, 8 rows a channel block. */
    PARAMETERS(2),
    /** Lookup tables of 256 bytes each, 256/N rows: byte i is the result for the int8 value (byte) i. */
    LOOKUP(3);

    private final int code;

    LocalMemory(int code) {
        this.code = code;
    }

    /** The value in {@link LoadField#MEMORY}. */
    public int code() {
        return code;
    }
}
