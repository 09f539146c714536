package systole.contract;

/** What a descriptor asks for, and so which engine's queue it enters. */
public enum Opcode {
    LOAD(1, Engine.LOAD, LoadField.values(), "device memory to scratchpad or residuals"),
    LOAD_WEIGHTS(2, Engine.WEIGHTS, LoadField.values(), "device memory to weights, parameters or lookup tables"),
    EXECUTE(3, Engine.EXECUTE, ExecuteField.values(), "stream an output tile through the array"),
    STORE(4, Engine.STORE, StoreField.values(), "requantise, activate, pool and write an output tile"),
    SNAPSHOT(5, Engine.STORE, SnapshotField.values(), "write the counters to device memory");

    private final int code;
    private final Engine engine;
    private final Field[] fields;
    private final String description;

    Opcode(int code, Engine engine, Field[] fields, String description) {
        this.code = code;
        this.engine = engine;
        this.fields = fields;
        this.description = description;
    }

    /** The value of {@link HeaderField#OPCODE}. */
    public int code() {
        return code;
    }

    /** The engine whose queue takes the descriptor. */
    public Engine engine() {
        return engine;
    }

    /** The body's fields in bit order. */
    public Field[] fields() {
        return fields.clone();
    }

    /** Whether the body has that field. */
    boolean has(Field field) {
        return field instanceof Enum<?> constant && constant.ordinal() < fields.length && fields[constant.ordinal()] == field;
    }

    /** One phrase. */
    public String description() {
        return description;
    }

    /** The opcode with that code; throws {@link IllegalArgumentException} where there is none. */
    public static Opcode of(int code) {
        for (Opcode opcode : values()) {
            if (opcode.code == code) {
                return opcode;
            }
        }
        throw new IllegalArgumentException("no opcode has code " + code);
    }
}
