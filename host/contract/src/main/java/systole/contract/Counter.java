package systole.contract;

/**
 * Hardware counters, 64 bits each, cleared at start. A cycle between start and done is counted in at most one of ARRAY_BUSY,
 * STALL_LOAD, STALL_WEIGHTS and STALL_STORE; the rest is pipeline fill and drain, or no work in the execute queue.
 */
public enum Counter {
    CYCLES("clock cycles from start to done"),
    ARRAY_BUSY("cycles in which the execute engine sent a pixel vector into the array"),
    STALL_LOAD("cycles in which the next tile waited for a LOAD"),
    STALL_WEIGHTS("cycles in which the next tile waited for weights, or a short pass for its weight columns"),
    STALL_STORE("cycles in which the next tile waited for accumulators or for stored activations"),
    BYTES_READ("bytes that memory sent, whole bus beats"),
    BYTES_WRITTEN("bytes that memory was sent, by byte strobes"),
    DRAIN_BUSY("cycles in which the store engine read an accumulator vector");

    private final String description;

    Counter(String description) {
        this.description = description;
    }

    /** One phrase with the unit. */
    public String description() {
        return description;
    }

    /** Byte offset in a snapshot record. */
    public int snapshotOffset() {
        return 8 * ordinal();
    }

    /** Bytes of a snapshot record. */
    public static int snapshotBytes() {
        return 8 * values().length;
    }
}
