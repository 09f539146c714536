package systole.contract;

/**
 * Body of {@link Opcode#STORE}: reads accumulators, requantises them to int8, adds a residual, looks an activation up, takes the
 * maximum over a pooling window and writes the vectors to device memory or back to the scratchpad.
 *
 * <pre>
 * for y in 0..ROWS-1, x in 0..COLUMNS-1:
 *   m = -128 in every lane
 *   for ky in 0..KERNEL_ROWS-1, kx in 0..KERNEL_COLUMNS-1:
 *     iy = ORIGIN_Y + y*STRIDE_Y + ky,  ix = ORIGIN_X + x*STRIDE_X + kx
 *     if 0 &lt;= iy &lt; VALID_ROWS and 0 &lt;= ix &lt; VALID_COLUMNS:
 *       c = ACCUMULATOR_BASE + y*ROW_STEP + x*STRIDE_X + ky*KERNEL_ROW_STEP + kx
 *       q = requantise(accumulator[c] + bias, scale, ZERO_POINT, CLAMP_LOW, CLAMP_HIGH)     per lane
 *       if RESIDUAL: q = add(q, residual[RESIDUAL_BASE + y*COLUMNS + x])                    per lane
 *       if LOOKUP: q = table[LOOKUP_TABLE][q as unsigned byte]
 *       m = max(m, q)
 *   write the N bytes of m at ADDRESS + y*ROW_PITCH + x*N
 * </pre>
 *
 * requantise(v, s, z, lo, hi): v to float32, times s in float32, each rounded to nearest even; that to the nearest even
 * integer; plus z; clamped to [lo, hi]. It is the formula of ONNX Runtime's QLinearConv.
 *
 * <p>add(q, r): s = (q - ZERO_POINT)*MULTIPLIER + (r - RESIDUAL_ZERO_POINT)*RESIDUAL_MULTIPLIER, exact; s/2^SHIFT + SUM_ZERO_POINT to the
 * nearest integer, the even one at a tie; clamped to [SUM_CLAMP_LOW, SUM_CLAMP_HIGH]. A residual asks for a window of 1x1 and strides
 * of 1; without one, its fields mean nothing.
 *
 * <p>The parameter memory holds 8 rows a channel block from PARAMETER_BASE on: N int32 biases (4 rows), then N float32 scales
 * (4 rows), little-endian. Scales are positive normal numbers.
 */
public enum StoreField implements Field {
    ACCUMULATOR_BASE(16, "accumulator row of the pixel (ORIGIN_Y, ORIGIN_X), modulo 2^16"),
    ROW_STEP(16, "accumulator rows from output row to output row"),
    KERNEL_ROW_STEP(16, "accumulator rows from window row to window row"),
    COLUMNS(16, "output columns, at least 1"),
    ROWS(16, "output rows, at least 1"),
    KERNEL_COLUMNS(8, "window columns, at least 1; 1 where nothing is pooled"),
    KERNEL_ROWS(8, "window rows, at least 1"),
    STRIDE_X(8, "accumulator columns from output column to output column"),
    STRIDE_Y(8, "accumulator-tile rows from output row to output row"),
    ORIGIN_X(16, true, "tile column of the first tap; negative in left padding"),
    ORIGIN_Y(16, true, "tile row of the first tap; negative in top padding"),
    VALID_COLUMNS(16, "tile columns that exist; others are left out of the maximum"),
    VALID_ROWS(16, "tile rows that exist; others are left out of the maximum"),
    PARAMETER_BASE(16, "first parameter row"),
    ZERO_POINT(8, true, "int8 zero point added after rounding"),
    CLAMP_LOW(8, true, "smallest result"),
    CLAMP_HIGH(8, true, "largest result"),
    LOOKUP(1, "1: results pass through a lookup table"),
    LOOKUP_TABLE(4, "which lookup table"),
    TO_SCRATCHPAD(1, "1: ADDRESS is a scratchpad byte address, 0: a byte offset in REGION"),
    REGION(3, "device-memory region, a Region's code"),
    ADDRESS(32, "where the first vector goes, a multiple of N"),
    ROW_PITCH(24, "bytes from output row to output row, a multiple of N"),
    RESIDUAL(1, "1: a row of the residual memory is added to each result"),
    RESIDUAL_BASE(14, "residual row of the first vector; the others follow in the order of the output pixels"),
    MULTIPLIER(22, "factor of the result less ZERO_POINT"),
    RESIDUAL_MULTIPLIER(22, "factor of the residual less RESIDUAL_ZERO_POINT"),
    SHIFT(5, "the sum of both is divided by 2^SHIFT"),
    RESIDUAL_ZERO_POINT(8, true, "int8 zero point of the residual"),
    SUM_ZERO_POINT(8, true, "int8 zero point added to the quotient before it is rounded"),
    SUM_CLAMP_LOW(8, true, "smallest sum"),
    SUM_CLAMP_HIGH(8, true, "largest sum");

    private static final int[] OFFSETS = Field.offsets(values(), Descriptor.HEADER_BITS);

    private final int width;
    private final boolean signed;
    private final String description;

    StoreField(int width, String description) {
        this(width, false, description);
    }

    StoreField(int width, boolean signed, String description) {
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
