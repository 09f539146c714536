package systole.contract;

/**
 * The on-chip memories, in rows; all powers of two.
 *
 * @param scratchpadRows activation rows of N bytes, 256 to 2^20
 * @param weightRows weight rows of N bytes, 256 to 2^20
 * @param accumulatorRows rows of N int32 sums, 128 to 2^16, in two banks: one accumulates while the other drains
 * @param parameterRows parameter rows of N bytes, 64 to 2^16; a channel block takes 8
 * @param lookupTables lookup tables of 256 bytes, 1 to 16
 * @param residualRows rows of N bytes that wait to be added to results, 128 to 2^14
 */
public record MemoryConfiguration(
        int scratchpadRows, int weightRows, int accumulatorRows, int parameterRows, int lookupTables, int residualRows) {
    /** Parameter rows of a channel block: four of biases, four of scales. */
    public static final int PARAMETER_ROWS_PER_BLOCK = 8;
    /** Bytes of a lookup table. */
    public static final int LOOKUP_BYTES = 256;

    public MemoryConfiguration {
        Check.powerOfTwo("scratchpad rows", scratchpadRows, 256, 1 << 20);
        Check.powerOfTwo("weight rows", weightRows, 256, 1 << 20);
        Check.powerOfTwo("accumulator rows", accumulatorRows, 128, 1 << 16);
        Check.powerOfTwo("parameter rows", parameterRows, 64, 1 << 16);
        Check.powerOfTwo("lookup tables", lookupTables, 1, 16);
        Check.powerOfTwo("residual rows", residualRows, 128, 1 << 14);
    }

    /** Rows of one accumulator bank. */
    public int accumulatorBankRows() {
        return accumulatorRows / 2;
    }
}
