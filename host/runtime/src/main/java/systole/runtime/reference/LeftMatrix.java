package systole.runtime.reference;

/**
 * The left matrix of a product, in the order in which a kernel reads it: block by block of the depth, panel by panel of rows, and in a panel
 * the elements of its rows side by side. Rows that fill the last panel are 0.
 */
final class LeftMatrix {
    /** Terms added in float32: 256 products of -128 and -255 stay below 2^24. */
    static final int BLOCK_DEPTH = 256;

    private final int rows;
    private final int depth;
    private final int panelRows;
    private final int paddedRows;
    private final byte[] values;

    /**
     * Packs a matrix.
     *
     * @param values int8, row-major, from {@code at} on
     * @param panelRows of the kernel that will read it
     */
    LeftMatrix(byte[] values, int at, int rows, int depth, int panelRows) {
        this.rows = rows;
        this.depth = depth;
        this.panelRows = panelRows;
        paddedRows = Math.ceilDiv(rows, panelRows) * panelRows;
        this.values = new byte[Math.addExact(Math.multiplyExact(paddedRows, depth), Conversions.SPILL)];
        for (int first = 0; first < depth; first += BLOCK_DEPTH) {
            int blockDepth = Math.min(BLOCK_DEPTH, depth - first);
            for (int row = 0; row < rows; row++) {
                int to = at(row / panelRows * panelRows, first, blockDepth) + row % panelRows;
                pack(values, at + row * depth + first, blockDepth, to);
            }
        }
    }

    private void pack(byte[] row, int from, int count, int to) {
        for (int k = 0; k < count; k++) {
            values[to + k * panelRows] = row[from + k];
        }
    }

    int rows() {
        return rows;
    }

    /** Rows of all panels. */
    int paddedRows() {
        return paddedRows;
    }

    int depth() {
        return depth;
    }

    /** Writes whole panels of a block of the depth as a kernel reads them; behind them up to {@link Conversions#SPILL} elements are overwritten. */
    void unpack(int firstRow, int panelledRows, int firstDepth, int blockDepth, float[] floats) {
        Conversions.FASTEST.toFloats(values, at(firstRow, firstDepth, blockDepth), panelledRows * blockDepth, floats);
    }

    private int at(int firstRow, int firstDepth, int blockDepth) {
        return firstDepth * paddedRows + firstRow * blockDepth;
    }
}
