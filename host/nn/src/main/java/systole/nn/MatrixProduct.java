package systole.nn;

/**
 * C += A B on one thread. A panel of B, as many columns as a tile of C has and as many rows as fit the first-level cache, is copied together once
 * and meets all rows of A; A is read where it lies. Tiles at the lower and right edge are computed in a small array beside C.
 */
final class MatrixProduct {
    /** Rows of a panel: with 32 columns 32 KiB. */
    private static final int INNER = 256;

    private static final ThreadLocal<MatrixProduct> SCRATCH = ThreadLocal.withInitial(() -> new MatrixProduct(Kernel.BEST));

    private final Kernel kernel;
    private final float[] panel;
    private final float[] edge;

    MatrixProduct(Kernel kernel) {
        this.kernel = kernel;
        panel = new float[INNER * kernel.columns()];
        edge = new float[Kernel.ROWS * kernel.columns()];
    }

    /** C += A B, where C's rows are contiguous. */
    static void add(Matrix a, RightOperand b, Matrix c) {
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
            int inner = Math.min(INNER, a.columns() - k);
            for (int column = from; column < to; column += kernel.columns()) {
                int columns = Math.min(kernel.columns(), to - column);
                b.pack(k, inner, column, columns, panel, kernel.columns());
                for (int row = 0; row < a.rows(); row += Kernel.ROWS) {
                    int rows = Math.min(Kernel.ROWS, a.rows() - row);
                    tile(a.part(row, rows, k, inner), c.part(row, rows, column, columns));
                }
            }
        }
    }

    private void tile(Matrix a, Matrix c) {
        if (c.rows() == Kernel.ROWS && c.columns() == kernel.columns()) {
            kernel.add(a, panel, c.values(), c.offset(), c.rowStride());
        } else {
            c.pack(0, c.rows(), 0, c.columns(), edge, kernel.columns());
            kernel.add(a, panel, edge, 0, kernel.columns());
            for (int row = 0; row < c.rows(); row++) {
                System.arraycopy(edge, row * kernel.columns(), c.values(), c.at(row, 0), c.columns());
            }
        }
    }
}
