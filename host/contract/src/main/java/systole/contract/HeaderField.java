package systole.contract;

/**
 * The first 128 bits of every descriptor: what it is, and what must have completed before its engine starts it.
 *
 * <p>A wait names a number of completed steps of one {@link Progress} counter, counted from the program's start; 0 waits
 * for nothing. The kernel refuses a wait for more steps than were dispatched before the descriptor
 * ({@link ErrorCode#BAD_WAIT}), so a program that it accepts cannot deadlock: every wait points backwards. Counts have 24 bits: an
 * engine gets fewer than 2^24 descriptors in a program.
 */
public enum HeaderField implements Field {
    OPCODE(8, "what the descriptor is, an Opcode's code"),
    WAIT_LOAD(24, "completed LOAD descriptors to wait for"),
    WAIT_WEIGHTS(24, "completed LOAD_WEIGHTS descriptors to wait for"),
    WAIT_EXECUTE(24, "completed EXECUTE descriptors to wait for"),
    WAIT_DRAIN(24, "STORE and SNAPSHOT descriptors to wait for that have read all their accumulators"),
    WAIT_STORE(24, "completed STORE and SNAPSHOT descriptors to wait for: their bytes are readable");

    private static final int[] OFFSETS = Field.offsets(values(), 0);

    private final int width;
    private final String description;

    HeaderField(int width, String description) {
        this.width = width;
        this.description = description;
    }

    /** The wait field for a progress counter. */
    public static HeaderField waitFor(Progress progress) {
        return switch (progress) {
            case LOAD -> WAIT_LOAD;
            case WEIGHTS -> WAIT_WEIGHTS;
            case EXECUTE -> WAIT_EXECUTE;
            case DRAIN -> WAIT_DRAIN;
            case STORE -> WAIT_STORE;
        };
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public boolean signed() {
        return false;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public int offset() {
        return OFFSETS[ordinal()];
    }
}
