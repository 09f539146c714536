package systole.runtime.reference;

import java.util.Arrays;
import systole.quant.QuantisedOperator.MatrixProduct;

/** Matrices of activations. */
final class MatrixLoops {
    private MatrixLoops() {
    }

    /** Multiplies (channels, m) by (channels, n) into (n, m); the innermost loop runs along both a row of a and a row of sums. */
    static byte[] product(MatrixProduct product, int channels, byte[] a, byte[] b) {
        int columns = a.length / channels;
        int rows = b.length / channels;
        byte[] results = new byte[Math.multiplyExact(rows, columns)];
        int[] sums = new int[columns];
        for (int row = 0; row < rows; row++) {
            Arrays.fill(sums, 0);
            for (int channel = 0; channel < channels; channel++) {
                int factor = b[channel * rows + row];
                for (int column = 0; column < columns; column++) {
                    sums[column] += factor * a[channel * columns + column];
                }
            }
            for (int column = 0; column < columns; column++) {
                results[row * columns + column] = product.requantisation().apply(row, sums[column]);
            }
        }
        return results;
    }

    static byte[] transposed(int rows, byte[] values) {
        int columns = values.length / rows;
        byte[] results = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            results[i % columns * rows + i / columns] = values[i];
        }
        return results;
    }
}
