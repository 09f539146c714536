package systole.runtime.reference;

import java.util.Arrays;

/**
 * An exact matrix product of integers with int32 sums, block by block as the caches like it: a block of the right matrix is made
 * once in the second-level cache and meets all rows of the left one, a panel of it at a time in the first-level cache.
 */
final class IntegerMatrixProduct {
    /** Terms added in float32: 256 products of -128 and -255 stay below 2^24. */
    private static final int DEPTH = 256;
    private static final int ROWS = 40 * PanelKernel.ROWS;
    private static final int COLUMNS = 256;

    private final PanelKernel kernel;
    private final Left left;
    private final Right right;
    private final int pitch;
    private final float[] leftBlock;
    private final float[] panels;
    private final int[] sums;

    /**
     * The left matrix.
     *
     * @param values int8, row-major
     * @param at where in {@code values} it begins
     */
    record Left(byte[] values, int at, int rows, int depth) {
    }

    /** The right matrix, with elements from -255 to 255 and as many rows as the left one's depth. */
    interface Right {
        int columns();

        /**
         * Writes a block as panels, one behind the other: element (row, column) of the block goes to
         * {@code panels[(column / width * block.rows() + row) * width + column % width]}.
         */
        void pack(Block block, float[] panels, int width);
    }

    /** Where a block of the right matrix lies. */
    record Block(int firstRow, int rows, int firstColumn, int columns) {
    }

    IntegerMatrixProduct(Left left, Right right, PanelKernel kernel) {
        this.left = left;
        this.right = right;
        this.kernel = kernel;
        pitch = Math.min(COLUMNS, roundUp(right.columns(), kernel.columns()));
        int rows = roundUp(left.rows, PanelKernel.ROWS);
        leftBlock = new float[Math.min(ROWS, rows) * Math.min(DEPTH, left.depth)];
        panels = new float[Math.min(DEPTH, left.depth) * pitch];
        sums = new int[Math.multiplyExact(rows, pitch)];
    }

    private static int roundUp(int count, int unit) {
        return Math.ceilDiv(count, unit) * unit;
    }

    /** Elements from row to row of {@link #sums}; also the columns that it takes. */
    int pitch() {
        return pitch;
    }

    /**
     * All rows of the product, in the columns from {@code firstColumn} on that exist. The array belongs to this object and is
     * overwritten by the next call.
     */
    int[] sums(int firstColumn) {
        int columns = Math.min(pitch, right.columns() - firstColumn);
        Arrays.fill(sums, 0);
        for (int k = 0; k < left.depth; k += DEPTH) {
            Block block = new Block(k, Math.min(DEPTH, left.depth - k), firstColumn, columns);
            right.pack(block, panels, kernel.columns());
            for (int row = 0; row < left.rows; row += ROWS) {
                addRows(row, Math.min(ROWS, left.rows - row), block);
            }
        }
        return sums;
    }

    /** The last kernel may take rows beyond the matrix's, whatever they hold: their sums lie behind all others. */
    private void addRows(int firstRow, int rows, Block block) {
        for (int row = 0; row < rows; row++) {
            convert(left.values, left.at + (firstRow + row) * left.depth + block.firstRow, leftBlock, row * block.rows, block.rows);
        }
        for (int column = 0; column < block.columns; column += kernel.columns()) {
            for (int row = 0; row < rows; row += PanelKernel.ROWS) {
                kernel.add(block.rows, leftBlock, row * block.rows, panels, column * block.rows,
                        sums, (firstRow + row) * pitch + column, pitch);
            }
        }
    }

    private static void convert(byte[] integers, int from, float[] floats, int to, int count) {
        for (int i = 0; i < count; i++) {
            floats[to + i] = integers[from + i];
        }
    }
}
