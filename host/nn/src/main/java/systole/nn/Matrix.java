package systole.nn;

/**
 * A matrix laid over an array, which it may share with others.
 *
 * @param values what it is laid over
 * @param offset index of element (0, 0)
 * @param rows at least 0
 * @param columns at least 0
 * @param rowStride from row to row
 * @param columnStride from column to column
 */
public record Matrix(float[] values, int offset, int rows, int columns, int rowStride, int columnStride) implements RightOperand {
    /** Rows one after the other. */
    public static Matrix of(float[] values, int offset, int rows, int columns) {
        return new Matrix(values, offset, rows, columns, columns, 1);
    }

    /** Rows and columns exchanged, over the same values. */
    public Matrix transposed() {
        return new Matrix(values, offset, columns, rows, columnStride, rowStride);
    }

    /** Index of an element in the array. */
    public int at(int row, int column) {
        return offset + row * rowStride + column * columnStride;
    }

    /** Some rows and columns, over the same values. */
    public Matrix part(int row, int partRows, int column, int partColumns) {
        return new Matrix(values, at(row, column), partRows, partColumns, rowStride, columnStride);
    }

    @Override
    public void pack(int row, int count, int column, int width, float[] panel, int stride) {
        if (columnStride == 1) {
            for (int r = 0; r < count; r++) {
                System.arraycopy(values, at(row + r, column), panel, r * stride, width);
            }
            return;
        }
        for (int c = 0; c < width; c++) {
            for (int r = 0, from = at(row, column + c); r < count; r++, from += rowStride) {
                panel[r * stride + c] = values[from];
            }
        }
    }
}
