package systole.contract;

/**
 * Body of {@link Opcode#SNAPSHOT}: writes all {@link Counter}s, 8 bytes each in their order, once the STORE descriptors before
 * it have read their accumulators. The difference of two snapshots tells what a layer cost.
 */
public enum SnapshotField implements Field {
    REGION(3, "device-memory region, a Region's code"),
    ADDRESS(32, "byte offset in the region, a multiple of 64");

    private static final int[] OFFSETS = Field.offsets(values(), Descriptor.HEADER_BITS);

    private final int width;
    private final boolean signed;
    private final String description;

    SnapshotField(int width, String description) {
        this(width, false, description);
    }

    SnapshotField(int width, boolean signed, String description) {
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
