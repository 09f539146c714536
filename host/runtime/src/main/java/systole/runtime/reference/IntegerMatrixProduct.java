package systole.runtime.reference;

import java.util.Arrays;

/**
 * An exact matrix product of integers with int32 sums, block by block as the caches like it: a block of the right matrix is made
 * once in the second-level cache and meets all rows of the left one, a panel of it at a time in the first-level cache.
 */
final class IntegerMatrixProduct {
    private static final int ROWS = 240;
    private static final int COLUMNS = 256;

    private final PanelKernel kernel;
    private final LeftMatrix left;
    private final Right right;
    private final int rowStep;
    private final int pitch;
    private final float[] leftBlock;
    private final float[] panels;
    private final float[] products;
    private final int[] sums;

    /** The right matrix, with elements from -255 to 255 and as many rows as the left one's depth. */
    interface Right {
        int columns();

        /**
         * Writes a block as panels, one behind the other: element (row, column) of the block goes to
         * {@code panels[(column / width * block.rows() + row) * width + column % width]}. Elements that this leaves free, and up to
         * {@link Conversions#SPILL} behind the last panel, may get whatever integers.
         */
        void pack(Block block, float[] panels, int width);
    }

    /** Where a block of the right matrix lies. */
    record Block(int firstRow, int rows, int firstColumn, int columns) {
    }

    /** A product in that memory, for a left matrix that was packed for the kernel. */
    IntegerMatrixProduct(LeftMatrix left, Right right, PanelKernel kernel, Workspace workspace) {
        this.left = left;
        this.right = right;
        this.kernel = kernel;
        rowStep = ROWS / kernel.rows() * kernel.rows();
        pitch = Math.min(COLUMNS, Math.ceilDiv(right.columns(), kernel.columns()) * kernel.columns());
        int blockDepth = Math.min(LeftMatrix.BLOCK_DEPTH, left.depth());
        leftBlock = workspace.left(Math.min(rowStep, left.paddedRows()) * blockDepth + Conversions.SPILL);
        panels = workspace.panels(blockDepth * pitch + Conversions.SPILL);
        products = workspace.products(Math.min(rowStep, left.paddedRows()) * pitch);
        sums = workspace.sums(Math.multiplyExact(left.paddedRows(), pitch));
    }

    /** Elements from row to row of {@link #sums}; also the columns that it takes. */
    int pitch() {
        return pitch;
    }

    /**
     * All rows of the product, in the columns from {@code firstColumn} on that exist. The array belongs to the workspace and is
     * overwritten by the next call.
     */
    int[] sums(int firstColumn) {
        int columns = Math.min(pitch, right.columns() - firstColumn);
        Arrays.fill(sums, 0, left.paddedRows() * pitch, 0);
        for (int k = 0; k < left.depth(); k += LeftMatrix.BLOCK_DEPTH) {
            Block block = new Block(k, Math.min(LeftMatrix.BLOCK_DEPTH, left.depth() - k), firstColumn, columns);
            right.pack(block, panels, kernel.columns());
            for (int row = 0; row < left.paddedRows(); row += rowStep) {
                addRows(row, Math.min(rowStep, left.paddedRows() - row), block);
            }
        }
        return sums;
    }

    private void addRows(int firstRow, int rows, Block block) {
        left.unpack(firstRow, rows, block.firstRow, block.rows, leftBlock);
        for (int column = 0; column < block.columns; column += kernel.columns()) {
            for (int row = 0; row < rows; row += kernel.rows()) {
                kernel.multiply(block.rows, leftBlock, row * block.rows, panels, column * block.rows, products, row * pitch + column, pitch);
            }
        }
        add(products, sums, firstRow * pitch, rows * pitch);
    }

    /** In two's complement int32, as the hardware does. Columns that no panel has hold products of other blocks, which nothing reads. */
    private static void add(float[] products, int[] sums, int at, int count) {
        for (int i = 0; i < count; i++) {
            sums[at + i] += (int) products[i];
        }
    }
}
