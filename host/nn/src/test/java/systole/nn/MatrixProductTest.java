package systole.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixProductTest {
    private final SplittableRandom random = new SplittableRandom(3);

    @ParameterizedTest
    @CsvSource({"1,1,1", "1,4,1", "3,5,7", "4,4,4", "5,3,4", "2,8,3", "7,1,13", "6,25,31", "17,16,15", "3,0,2",
        "6,255,32", "12,257,31", "5,256,33", "13,523,65"})
    void equalsTheDefinitionForEveryLayout(int rows, int inner, int columns) {
        for (boolean leftTransposed : new boolean[] {false, true}) {
            for (boolean rightTransposed : new boolean[] {false, true}) {
                Matrix a = leftTransposed ? matrix(inner, rows).transposed() : matrix(rows, inner);
                Matrix b = rightTransposed ? matrix(columns, inner).transposed() : matrix(inner, columns);
                Matrix c = matrix(rows, columns);
                Matrix before = new Matrix(c.values().clone(), c.offset(), rows, columns, columns, 1);
                MatrixProduct.add(a, b, c);
                for (Kernel kernel : List.of(new ScalarKernel(), new VectorKernel(), new WideVectorKernel())) {
                    Matrix again = new Matrix(before.values().clone(), c.offset(), rows, columns, columns, 1);
                    new MatrixProduct(kernel).sum(a, b, again);
                    assertArrayEquals(c.values(), again.values(), "every kernel gives the same bits");
                }
                for (int row = 0; row < rows; row++) {
                    for (int column = 0; column < columns; column++) {
                        assertEquals(expected(a, b, before, row, column), value(c, row, column), 1e-4, "row %d, column %d".formatted(row, column));
                    }
                }
                assertEquals(before.values()[0], c.values()[0], "before the matrix");
                assertEquals(before.values()[before.values().length - 1], c.values()[c.values().length - 1], "after the matrix");
            }
        }
    }

    @Test
    void refusesMatricesThatDoNotFit() {
        assertEquals("matrices do not fit: 2x3 times 4x5 into 2x5", assertThrows(IllegalArgumentException.class,
                () -> MatrixProduct.add(matrix(2, 3), matrix(4, 5), matrix(2, 5))).getMessage());
    }

    private static double expected(Matrix a, Matrix b, Matrix c, int row, int column) {
        double sum = value(c, row, column);
        for (int k = 0; k < b.rows(); k++) {
            sum += (double) value(a, row, k) * value(b, k, column);
        }
        return sum;
    }

    private static float value(Matrix matrix, int row, int column) {
        return matrix.values()[matrix.at(row, column)];
    }

    /** With two elements before it and three behind. */
    private Matrix matrix(int rows, int columns) {
        float[] values = new float[2 + rows * columns + 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return Matrix.of(values, 2, rows, columns);
    }
}
