package systole.nn;

/** The right-hand matrix of a product, which copies its parts where the innermost loops want them: it need not exist anywhere as a whole. */
public interface RightOperand {
    int rows();

    int columns();

    /**
     * Copies {@code count} rows from {@code row}, and of each {@code width} columns from {@code column}, to a panel, row after row, each
     * {@code stride} after the one before; what lies between rows may take any value.
     */
    void pack(int row, int count, int column, int width, float[] panel, int stride);
}
