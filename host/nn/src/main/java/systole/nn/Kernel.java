package systole.nn;

/**
 * The innermost loops of a matrix product, C += A B, over one packed panel of B. Every implementation computes each element as one chain of fused
 * multiply-adds in the order of the inner index: all give the same bits.
 */
interface Kernel {
    /** Rows of a tile of C: with two vectors a row, they fill the registers of a machine that has 16. */
    int ROWS = 6;

    /** The fastest that this JVM can run: the Vector API's where its module is there. */
    Kernel BEST = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() ? new VectorKernel() : new ScalarKernel();

    /** Columns of a panel. */
    int columns();

    /**
     * Adds to one tile: {@link #ROWS} rows and {@link #columns} columns of C.
     *
     * @param a at least one row; where it has fewer than a tile, the tile's further rows take any value
     * @param panel as many rows as A has columns, of {@link #columns} elements
     * @param c the tile begins at {@code offset}, its rows are {@code stride} apart
     */
    void add(Matrix a, float[] panel, float[] c, int offset, int stride);
}
