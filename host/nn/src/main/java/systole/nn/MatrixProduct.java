package systole.nn;

import java.util.stream.IntStream;

/**
 * C += A B on one thread. A panel of B, as many columns as a tile of C has and as many rows as fit the first-level cache, is copied together once
 * and meets all rows of A; A is read where it lies. Tiles at the lower and right edge are computed in a small array beside C.
 */
public final class MatrixProduct {
    /** Rows of a panel: with 32 columns 32 KiB. */
    static final int INNER = 256;

    private static final ThreadLocal<MatrixProduct> SCRATCH = ThreadLocal.withInitial(() -> new MatrixProduct(Kernel.BEST));

    private final Kernel kernel;
    private final float[] packed;
    private final Panel panel;
    private final float[] edge;

    MatrixProduct(Kernel kernel) {
        this.kernel = kernel;
        packed = new float[INNER * kernel.columns()];
        panel = new Panel(packed, IntStream.range(0, INNER).map(row -> row * kernel.columns()).toArray(), 0, 0);
        edge = new float[kernel.rows() * kernel.columns()];
    }

    /** C += A B, where C's rows are contiguous; throws {@link IllegalArgumentException} where the matrices do not fit. */
    public static void add(Matrix a, RightOperand b, Matrix c) {
        SCRATCH.get().sum(a, b, c);
    }

    /** C += A B by this instance's kernel. */
    void sum(Matrix a, RightOperand b, Matrix c) {
        if (a.columns() != b.rows() || a.rows() != c.rows() || b.columns() != c.columns() || c.columnStride() != 1) {
            throw new IllegalArgumentException("matrices do not fit: %dx%d times %dx%d into %dx%d"
                    .formatted(a.rows(), a.columns(), b.rows(), b.columns(), c.rows(), c.columns()));
        }
        block(a, b, c, 0, c.columns());
    }

    /** The columns of C from {@code from} to below {@code to}, and all its rows. */
    static void addColumns(Matrix a, RightOperand b, Matrix c, int from, int to) {
        SCRATCH.get().block(a, b, c, from, to);
    }

    private void block(Matrix a, RightOperand b, Matrix c, int from, int to) {
        for (int k = 0; k < a.columns(); k += INNER) {
            Matrix left = a.part(0, a.rows(), k, Math.min(INNER, a.columns() - k));
            for (int column = from; column < to; column += kernel.columns()) {
                int columns = Math.min(kernel.columns(), to - column);
                b.pack(k, left.columns(), column, columns, packed, kernel.columns());
                int whole = columns == kernel.columns() ? a.rows() / kernel.rows() * kernel.rows() : 0;
                for (int row = 0; row < whole; row += kernel.rows()) {
                    kernel.add(left, row, panel, c.values(), c.at(row, column), c.rowStride());
                }
                for (int row = whole; row < a.rows(); row += kernel.rows()) {
                    addEdge(left, row, c.part(row, Math.min(kernel.rows(), a.rows() - row), column, columns));
                }
            }
        }
    }

    private void addEdge(Matrix left, int row, Matrix c) {
        c.pack(0, c.rows(), 0, c.columns(), edge, kernel.columns());
        kernel.add(left, row, panel, edge, 0, kernel.columns());
        for (int r = 0; r < c.rows(); r++) {
            System.arraycopy(edge, r * kernel.columns(), c.values(), c.at(r, 0), c.columns());
        }
    }
}
