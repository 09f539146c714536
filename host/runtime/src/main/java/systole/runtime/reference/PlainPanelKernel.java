package systole.runtime.reference;

/**
 * The kernel as its formula says, in loops that the JIT compiler vectorises: four terms a turn spare three of four loads and
 * stores of the sums.
 */
final class PlainPanelKernel implements PanelKernel {
    private static final int COLUMNS = 64;
    private static final int TERMS = 4;

    @Override
    public int columns() {
        return COLUMNS;
    }

    @Override
    public void add(int depth, float[] left, int leftAt, float[] panels, int panelAt, int[] sums, int sumsAt, int pitch) {
        for (int row = 0; row < ROWS; row++) {
            int to = sumsAt + row * pitch;
            int k = 0;
            for (; k + TERMS <= depth; k += TERMS) {
                addFour(left, leftAt + row * depth + k, panels, panelAt + k * COLUMNS, sums, to);
            }
            for (; k < depth; k++) {
                addOne(left[leftAt + row * depth + k], panels, panelAt + k * COLUMNS, sums, to);
            }
        }
    }

    private static void addFour(float[] left, int leftAt, float[] panels, int from, int[] sums, int to) {
        float factor0 = left[leftAt];
        float factor1 = left[leftAt + 1];
        float factor2 = left[leftAt + 2];
        float factor3 = left[leftAt + 3];
        for (int i = 0; i < COLUMNS; i++) {
            sums[to + i] += (int) (factor0 * panels[from + i] + factor1 * panels[from + COLUMNS + i]
                    + factor2 * panels[from + 2 * COLUMNS + i] + factor3 * panels[from + 3 * COLUMNS + i]);
        }
    }

    private static void addOne(float factor, float[] panels, int from, int[] sums, int to) {
        for (int i = 0; i < COLUMNS; i++) {
            sums[to + i] += (int) (factor * panels[from + i]);
        }
    }
}
