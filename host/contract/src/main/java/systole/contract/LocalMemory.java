package systole.contract;

/** The on-chip memories that loads fill. A row has N bytes in each. */
public enum LocalMemory {
    /** Activations. */
    SCRATCHPAD(0, Engine.LOAD),
    /** Weight tiles of N rows. */
    WEIGHTS(1, Engine.WEIGHTS),
    /** Biases and scales, 8 rows a channel block. */
    PARAMETERS(2, Engine.WEIGHTS),
    /** Lookup tables of 256 bytes each, 256/N rows: byte i is the result for the int8 value (byte) i. */
    LOOKUP(3, Engine.WEIGHTS),
    /** Activations that stores add to their results. */
    RESIDUAL(4, Engine.LOAD);

    private final int code;
    private final Engine engine;

    LocalMemory(int code, Engine engine) {
        this.code = code;
        this.engine = engine;
    }

    /** The value in {@link LoadField#MEMORY}. */
    public int code() {
        return code;
    }

    /** The engine whose loads fill this memory; those of the other engine are refused. */
    public Engine engine() {
        return engine;
    }
}
