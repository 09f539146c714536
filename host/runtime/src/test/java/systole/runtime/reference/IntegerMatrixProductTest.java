package systole.runtime.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import systole.runtime.reference.IntegerMatrixProduct.Panel;
import systole.runtime.reference.IntegerMatrixProduct.Right;

/** Sizes around the blocks' edges: 102 or 104 rows, a depth of 256, 512 or 544 columns, panels of 16, 32 and 64. */
class IntegerMatrixProductTest {
    private static final int[][] SIZES = {
        {1, 1, 1}, {6, 16, 32}, {7, 257, 33}, {5, 255, 31}, {239, 3, 257}, {241, 256, 1},
        {235, 2, 1}, {14, 512, 48}, {240, 511, 256}, {13, 769, 513}, {1, 2048, 2},
        {15, 300, 560}, {40, 9, 545}, {27, 10, 529}, {8, 17, 17}, {104, 5, 20}, {105, 260, 3}, {103, 4, 90}};
    private static final int OFFSET = 3;
    private final Random random = new Random(8);
    private final Workspace workspace = new Workspace();

    /** A right matrix that lies in memory, row by row. */
    private record Dense(int[] values, int columns) implements Right {
        /** Columns that do not exist get the largest values there are. */
        @Override
        public void pack(Panel panel, float[] panels, int to) {
            for (int row = 0; row < panel.rows(); row++) {
                for (int i = 0; i < panel.columns(); i++) {
                    int column = panel.firstColumn() + i;
                    panels[to + row * panel.columns() + i] = column < columns ? values[(panel.firstRow() + row) * columns + column] : -255;
                }
            }
        }
    }

    @Test
    void equalsItsFormulaForEveryKernel() {
        for (int[] size : SIZES) {
            byte[] left = new byte[OFFSET + size[0] * size[1]];
            random.nextBytes(left);
            check(size[0], size[1], left, new Dense(random.ints((long) size[1] * size[2], -255, 256).toArray(), size[2]));
        }
    }

    /** Odd products too: multiples of 128 would hide that float32 has lost digits. */
    @Test
    void theLargestProductsAddExactly() {
        for (byte factor : new byte[] {-128, -127, 127}) {
            byte[] left = new byte[OFFSET + 2 * 4609];
            int[] right = new int[4609 * 3];
            Arrays.fill(left, factor);
            Arrays.fill(right, -255);
            check(2, 4609, left, new Dense(right, 3));
        }
    }

    private void check(int rows, int depth, byte[] left, Dense right) {
        for (PanelKernel kernel : new PanelKernel[] {new PlainPanelKernel(), new VectorPanelKernel(), new WideVectorPanelKernel()}) {
            LeftMatrix packed = new LeftMatrix(left, OFFSET, rows, depth, kernel.rows());
            IntegerMatrixProduct product = new IntegerMatrixProduct(packed, right, right.columns, kernel, workspace);
            boolean[] seen = new boolean[rows * right.columns];
            for (int block = 0; block < right.columns; block += product.columnStep()) {
                int first = block;
                product.multiply(first, (row, sums, at) -> {
                    for (int column = first; column < Math.min(right.columns, first + product.columnStep()); column++) {
                        String place = "row %d, column %d of %dx%d times %d columns".formatted(row, column, rows, depth, right.columns);
                        assertEquals(dot(left, OFFSET + row * depth, depth, right, column), sums[at + column - first], place);
                        seen[row * right.columns + column] = true;
                    }
                });
            }
            for (boolean each : seen) {
                assertTrue(each);
            }
        }
    }

    private static int dot(byte[] left, int at, int depth, Dense right, int column) {
        int sum = 0;
        for (int k = 0; k < depth; k++) {
            sum += left[at + k] * right.values[k * right.columns + column];
        }
        return sum;
    }
}
