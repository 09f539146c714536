package systole.runtime.reference;

/**
 * A matrix of int8 less a zero point, whose element (row, column) lies at {@code values[from + rows[row] + columns[column]]}.
 *
 * @param values behind whose last element lie {@link Conversions#SPILL} more
 * @param columns where columns lie, ascending; behind the last one lie as many more as a panel may have
 */
record GatheredMatrix(byte[] values, int from, int[] rows, int[] columns, int zeroPoint) implements IntegerMatrixProduct.Right {
    @Override
    public void pack(IntegerMatrixProduct.Panel panel, float[] panels, int to) {
        Conversions.FASTEST.pack(this, panel, panels, to);
    }

    /** One column, from its first row on. */
    void column(int column, float[] elements) {
        int first = from + columns[column];
        for (int row = 0; row < rows.length; row++) {
            elements[row] = values[first + rows[row]] - zeroPoint;
        }
    }
}
