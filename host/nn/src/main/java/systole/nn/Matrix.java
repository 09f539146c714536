package systole.nn;

/**
 * A matrix laid over an array, which it may share with others.
 *
 * @param values what it is laid over
 * @param offset index of element (0, 0)
 * @param rows at least 0
 * @param columns at least 0
 * @param rowStride from row to row; either this or the column stride is 1
 * @param columnStride from column to column
 */
record Matrix(float[] values, int offset, int rows, int columns, int rowStride, int columnStride) {
    /** Rows one after the other. */
    static Matrix of(float[] values, int offset, int rows, int columns) {
        return new Matrix(values, offset, rows, columns, columns, 1);
    }

    /** Rows and columns exchanged, over the same values. */
    Matrix transposed() {
        return new Matrix(values, offset, columns, rows, columnStride, rowStride);
    }

    /** Index of an element in the array. */
    int at(int row, int column) {
        return offset + row * rowStride + column * columnStride;
    }
}
