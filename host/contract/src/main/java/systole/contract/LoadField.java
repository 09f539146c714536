package systole.contract;

/**
 * Body of {@link Opcode#LOAD} and {@link Opcode#LOAD_WEIGHTS}: a strided three-level copy from device memory into an
 * on-chip memory, in rows of N bytes.
 *
 * <pre>
 * for j in 0..OUTER-1, i in 0..INNER-1, r in 0..RUN-1:
 *   local[LOCAL_BASE + j*LOCAL_OUTER_STEP + i*LOCAL_INNER_STEP + r] =
 *     N bytes at base(REGION) + ADDRESS + j*OUTER_STEP + i*INNER_STEP + r*N
 * </pre>
 *
 * ADDRESS and the two device steps are multiples of N; a region's base is a multiple of 64.
 */
public enum LoadField implements Field {
    REGION(3, "device-memory region, a Region's code"),
    ADDRESS(32, "byte offset in the region, a multiple of N"),
    MEMORY(3, "on-chip memory, a LocalMemory's code"),
    LOCAL_BASE(20, "first row in the on-chip memory"),
    RUN(20, "contiguous rows, at least 1"),
    INNER(16, "runs of the inner loop, at least 1"),
    OUTER(16, "turns of the outer loop, at least 1"),
    INNER_STEP(32, "device bytes from run to run"),
    OUTER_STEP(32, "device bytes from outer turn to outer turn"),
    LOCAL_INNER_STEP(20, "on-chip rows from run to run"),
    LOCAL_OUTER_STEP(20, "on-chip rows from outer turn to outer turn");

    private static final int[] OFFSETS = Field.offsets(values(), Descriptor.HEADER_BITS);

    private final int width;
    private final boolean signed;
    private final String description;

    LoadField(int width, String description) {
        this(width, false, description);
    }

    LoadField(int width, boolean signed, String description) {
        this.width = width;
        this.signed = signed;
        this.description = description;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public boolean signed() {
        return signed;
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
