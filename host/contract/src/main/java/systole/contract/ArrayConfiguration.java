package systole.contract;

/**
 * The systolic array: size x size int8 multipliers with int32 sums.
 *
 * @param size rows and columns of multipliers, N: a power of two from 4 to 64; also lanes of a vector and bytes of an on-chip row
 * @param dotLength inputs that one PE multiplies and adds in a cycle, D: 1, 2 or 4 (a fifth product could overflow the packed
 *     multiplication), so the array is a grid of N/D x N/2 PEs
 */
public record ArrayConfiguration(int size, int dotLength) {
    public ArrayConfiguration {
        Check.powerOfTwo("array size", size, 4, 64);
        Check.powerOfTwo("dot length", dotLength, 1, 4);
    }

    /** Output columns of one PE: two int8 products share a multiplier. */
    public static final int COLUMNS_PER_PE = 2;

    /** PE rows of the grid. */
    public int peRows() {
        return size / dotLength;
    }

    /** PE columns of the grid. */
    public int peColumns() {
        return size / COLUMNS_PER_PE;
    }

    /** Cycles that a pass takes at least: a pair of weight columns enters a cycle, and sums are read, added and written. */
    public int minimumPass() {
        return Math.max(peColumns(), 4);
    }
}
