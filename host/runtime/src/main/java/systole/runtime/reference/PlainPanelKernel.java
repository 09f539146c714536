package systole.runtime.reference;

import java.util.Arrays;

/**
 * The kernel as its formula says, in loops that the JIT compiler vectorises: four terms a turn spare three of four loads and
 * stores of the sums. Sums are integers meanwhile, which no array of floats can overlap: with float sums the compiler would have to
 * expect that, and leaves the loops as they are, seven times slower.
 */
final class PlainPanelKernel implements PanelKernel {
    private static final int ROWS = 6;
    private static final int COLUMNS = 64;
    private static final int TERMS = 4;

    @Override
    public int rows() {
        return ROWS;
    }

    @Override
    public int columns() {
        return COLUMNS;
    }

    @Override
    public PanelKernel narrow() {
        return this;
    }

    @Override
    public void multiply(int depth, float[] left, int leftAt, float[] panels, int panelAt, float[] products, int productsAt, int pitch) {
        int[] sums = new int[COLUMNS];
        for (int row = 0; row < ROWS; row++) {
            Arrays.fill(sums, 0);
            int k = 0;
            for (; k + TERMS <= depth; k += TERMS) {
                addFour(left, leftAt + k * ROWS + row, panels, panelAt + k * COLUMNS, sums);
            }
            for (; k < depth; k++) {
                addOne(left[leftAt + k * ROWS + row], panels, panelAt + k * COLUMNS, sums);
            }
            toFloats(sums, products, productsAt + row * pitch);
        }
    }

    private static void addFour(float[] left, int leftAt, float[] panels, int from, int[] sums) {
        float factor0 = left[leftAt];
        float factor1 = left[leftAt + ROWS];
        float factor2 = left[leftAt + 2 * ROWS];
        float factor3 = left[leftAt + 3 * ROWS];
        for (int i = 0; i < COLUMNS; i++) {
            sums[i] += (int) (factor0 * panels[from + i] + factor1 * panels[from + COLUMNS + i]
                    + factor2 * panels[from + 2 * COLUMNS + i] + factor3 * panels[from + 3 * COLUMNS + i]);
        }
    }

    private static void addOne(float factor, float[] panels, int from, int[] sums) {
        for (int i = 0; i < COLUMNS; i++) {
            sums[i] += (int) (factor * panels[from + i]);
        }
    }

    private static void toFloats(int[] sums, float[] products, int to) {
        for (int i = 0; i < COLUMNS; i++) {
            products[to + i] = sums[i];
        }
    }
}
