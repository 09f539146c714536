package systole.contract;

/**
 * Body of {@link Opcode#EXECUTE}: streams an output tile of ROWS x COLUMNS pixels through the array once per weight tile
 * and adds the partial sums into the accumulators.
 *
 * <pre>
 * t = 0
 * for ky in 0..KERNEL_ROWS-1, kx in 0..KERNEL_COLUMNS-1, b in 0..BLOCKS-1:            one pass each
 *   W = the N x N weight tile at weight row WEIGHT_BASE + t*N  (row j: the N weights of output channel j)
 *   for y in 0..ROWS-1, x in 0..COLUMNS-1:
 *     iy = ORIGIN_Y + y*STRIDE_Y + ky*DILATION_Y
 *     ix = ORIGIN_X + x*STRIDE_X + kx*DILATION_X
 *     a  = INPUT_BASE + y*ROW_STEP + x*COLUMN_STEP + b*BLOCK_STEP + ky*KERNEL_ROW_STEP + kx*KERNEL_COLUMN_STEP
 *     v  = scratchpad bytes [a, a+N)  if 0 &lt;= iy &lt; VALID_ROWS and 0 &lt;= ix &lt; VALID_COLUMNS, else N times ZERO_POINT
 *     c  = ACCUMULATOR_BASE + y*COLUMNS + x
 *     accumulator[c] = (t == 0 and not ACCUMULATE ? 0 : accumulator[c]) + W v
 *   t = t + 1
 * </pre>
 *
 * Scratchpad addresses count bytes, modulo the scratchpad's size, and need no alignment: a window of a few-channel image
 * that lies dense in memory is one vector. Steps are modulo 2^24, so they may be negative. Sums are two's complement int32.
 */
public enum ExecuteField implements Field {
    INPUT_BASE(24, "scratchpad byte address of the pixel (ORIGIN_Y, ORIGIN_X), modulo 2^24"),
    COLUMN_STEP(24, "bytes from output column to output column"),
    ROW_STEP(24, "bytes from output row to output row"),
    BLOCK_STEP(24, "bytes from input block to input block"),
    KERNEL_COLUMN_STEP(24, "bytes from kernel column to kernel column"),
    KERNEL_ROW_STEP(24, "bytes from kernel row to kernel row"),
    COLUMNS(16, "output columns, at least 1"),
    ROWS(16, "output rows, at least 1"),
    BLOCKS(16, "input blocks, at least 1"),
    KERNEL_COLUMNS(12, "kernel columns, at least 1"),
    KERNEL_ROWS(12, "kernel rows, at least 1"),
    STRIDE_X(8, "input columns from output column to output column"),
    STRIDE_Y(8, "input rows from output row to output row"),
    DILATION_X(8, "input columns from kernel column to kernel column"),
    DILATION_Y(8, "input rows from kernel row to kernel row"),
    ORIGIN_X(16, true, "input column of the first tap; negative in left padding"),
    ORIGIN_Y(16, true, "input row of the first tap; negative in top padding"),
    VALID_COLUMNS(16, "input columns that exist; others read ZERO_POINT"),
    VALID_ROWS(16, "input rows that exist; others read ZERO_POINT"),
    WEIGHT_BASE(20, "first row of the first weight tile, a multiple of N"),
    ACCUMULATOR_BASE(16, "first accumulator row"),
    ACCUMULATE(1, "1: add to what the accumulators hold, 0: the first pass overwrites it"),
    ZERO_POINT(8, true, "int8 value that padding reads");

    private static final int[] OFFSETS = Field.offsets(values(), Descriptor.HEADER_BITS);

    private final int width;
    private final boolean signed;
    private final String description;

    ExecuteField(int width, String description) {
        this(width, false, description);
    }

    ExecuteField(int width, boolean signed, String description) {
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
