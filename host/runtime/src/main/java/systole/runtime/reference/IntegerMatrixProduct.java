package systole.runtime.reference;

/**
 * An exact matrix product of integers with int32 sums, block by block as the caches like it: a block of the right matrix is made
 * once in the second-level cache and meets all rows of the left one, a panel of it at a time in the first-level cache.
 */
final class IntegerMatrixProduct {
    private static final int ROWS = 104;
    private static final int COLUMNS = 544;

    private final PanelKernel kernel;
    private final PanelKernel narrow;
    private final LeftMatrix left;
    private final Right right;
    private final int columns;
    private final int rowStep;
    private final int pitch;
    private final float[] leftBlock;
    private final float[] panels;
    private final float[] products;
    private final int[] sums;

    /** The right matrix, with elements from -255 to 255 and as many rows as the left one's depth. */
    interface Right {
        /**
         * Writes a panel: its element (row, column) goes to {@code panels[to + row * panel.columns() + column]}. Columns that the matrix does not
         * have may get whatever integers.
         */
        void pack(Panel panel, float[] panels, int to);
    }

    /** Where a panel of the right matrix lies. */
    record Panel(int firstRow, int rows, int firstColumn, int columns) {
    }

    /** A product in that memory, with the right matrix' first columns, for a left matrix that was packed for the kernel. */
    IntegerMatrixProduct(LeftMatrix left, Right right, int columns, PanelKernel kernel, Workspace workspace) {
        this.left = left;
        this.right = right;
        this.columns = columns;
        this.kernel = kernel;
        narrow = kernel.narrow();
        rowStep = ROWS / kernel.rows() * kernel.rows();
        pitch = Math.min(COLUMNS / kernel.columns() * kernel.columns(), Math.ceilDiv(columns, narrow.columns()) * narrow.columns());
        int blockDepth = Math.min(LeftMatrix.BLOCK_DEPTH, left.depth());
        leftBlock = workspace.left(Math.min(rowStep, left.paddedRows()) * blockDepth + Conversions.SPILL);
        panels = workspace.panels(blockDepth * pitch);
        products = workspace.products(Math.min(rowStep, left.paddedRows()) * pitch);
        sums = workspace.sums(Math.multiplyExact(left.rows(), pitch));
    }

    /** How many columns {@link #multiply} takes. */
    int columnStep() {
        return pitch;
    }

    /** What becomes of the sums of a row. */
    interface Sink {
        /**
         * Takes as many sums from {@code at} on as there are columns. The array belongs to the workspace and is overwritten by the next call.
         *
         * @param row of the left matrix
         */
        void accept(int row, int[] sums, int at);
    }

    /** All rows of the product, in the columns from {@code firstColumn} on that exist. Rows are handed over while the caches still hold them. */
    void multiply(int firstColumn, Sink sink) {
        int taken = Math.min(pitch, columns - firstColumn);
        for (int k = 0; k < left.depth(); k += LeftMatrix.BLOCK_DEPTH) {
            int depth = Math.min(LeftMatrix.BLOCK_DEPTH, left.depth() - k);
            pack(k, depth, firstColumn, taken);
            for (int row = 0; row < left.paddedRows(); row += rowStep) {
                int rows = Math.min(rowStep, left.paddedRows() - row);
                left.unpack(row, rows, k, depth, leftBlock);
                multiply(rows, depth, taken);
                addRows(k, row, Math.min(rows, left.rows() - row), sink);
            }
        }
    }

    /** Products of one block of the depth to those of the blocks before it. */
    private void addRows(int k, int firstRow, int rows, Sink sink) {
        boolean only = left.depth() <= LeftMatrix.BLOCK_DEPTH;
        for (int row = 0; row < rows; row++) {
            int at = only ? 0 : (firstRow + row) * pitch;
            if (k == 0) {
                Conversions.FASTEST.toIntegers(products, row * pitch, sums, at, pitch);
            } else {
                Conversions.FASTEST.addIntegers(products, row * pitch, sums, at, pitch);
            }
            if (k + LeftMatrix.BLOCK_DEPTH >= left.depth()) {
                sink.accept(firstRow + row, sums, at);
            }
        }
    }

    /** Panels one behind the other, the last one narrow where that is enough. */
    private void pack(int firstRow, int rows, int firstColumn, int taken) {
        for (int column = 0; column < taken; column += kernel.columns()) {
            right.pack(new Panel(firstRow, rows, firstColumn + column, kernelFor(taken - column).columns()), panels, column * rows);
        }
    }

    private void multiply(int rows, int depth, int taken) {
        for (int column = 0; column < taken; column += kernel.columns()) {
            PanelKernel fitting = kernelFor(taken - column);
            for (int row = 0; row < rows; row += kernel.rows()) {
                fitting.multiply(depth, leftBlock, row * depth, panels, column * depth, products, row * pitch + column, pitch);
            }
        }
    }

    private PanelKernel kernelFor(int remaining) {
        return remaining <= narrow.columns() ? narrow : kernel;
    }
}
