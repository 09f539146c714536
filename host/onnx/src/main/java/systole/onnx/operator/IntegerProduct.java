package systole.onnx.operator;

import java.util.Arrays;

/** Matrix products of whole numbers; sums are int32 and wrap around. */
final class IntegerProduct {
    private IntegerProduct() {
    }

    /** sums += one row times a matrix of that many columns, in a form that the JIT vectorises. */
    static void addRow(int[] row, int start, int depth, int[] matrix, int columns, int[] sums, int to) {
        for (int k = 0; k < depth; k++) {
            int factor = row[start + k];
            int from = k * columns;
            for (int column = 0; column < columns; column++) {
                sums[to + column] += factor * matrix[from + column];
            }
        }
    }

    /** Rows times columns, both row-major. */
    static int[] of(int[] left, int leftStart, int[] right, int rightStart, int rows, int depth, int columns) {
        int[] sums = new int[rows * columns];
        int[] matrix = Arrays.copyOfRange(right, rightStart, rightStart + depth * columns);
        for (int row = 0; row < rows; row++) {
            addRow(left, leftStart + row * depth, depth, matrix, columns, sums, row * columns);
        }
        return sums;
    }
}
