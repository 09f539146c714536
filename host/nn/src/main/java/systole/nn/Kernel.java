package systole.nn;

/**
 * The innermost loops of a matrix product, C += A B, over one packed panel of B. Every implementation computes each element as one chain of fused
 * multiply-adds in the order of the inner index: all give the same bits.
 */
interface Kernel {
    /** The fastest that this JVM can run: on the Vector API where its module is there. */
    Kernel BEST = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() ? VectorKernel.ofThisMachine() : new ScalarKernel();

    /** Rows of a tile of C. */
    int rows();

    /** Columns of a tile and of a panel. */
    int columns();

    /**
     * Adds to one tile: {@link #rows} rows and {@link #columns} columns of C.
     *
     * @param a as many columns as the panel has rows; where fewer rows than a tile's are left, the tile's further rows take any value
     * @param row of A that the tile begins with
     * @param panel the rows of B
     * @param c the tile begins at index {@code at}, its rows are {@code stride} apart
     */
    void add(Matrix a, int row, Panel panel, float[] c, int at, int stride);
}
