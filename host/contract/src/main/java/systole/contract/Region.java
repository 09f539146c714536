package systole.contract;

/** A region of device memory. Descriptors address it by an offset, its base comes from a register: programs relocate. */
public enum Region {
    /** Weights, parameters and lookup tables: written once, when a program is loaded. */
    CONSTANTS(0),
    /** Activations that pass through device memory, and counter snapshots. */
    WORKSPACE(1),
    /** What the host writes before a run. */
    INPUT(2),
    /** What the host reads after a run. */
    OUTPUT(3);

    private final int code;

    Region(int code) {
        this.code = code;
    }

    /** The value in a descriptor's REGION field. */
    public int code() {
        return code;
    }
}
