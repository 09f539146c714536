package systole.nn;

/** Plain loops, which specify {@link VectorKernel}. */
final class ScalarKernel implements Kernel {
    private static final int ROWS = 4;
    private static final int COLUMNS = 16;

    @Override
    public int rows() {
        return ROWS;
    }

    @Override
    public int columns() {
        return COLUMNS;
    }

    @Override
    public void add(Matrix a, int row, Panel panel, float[] c, int at, int stride) {
        float[] sums = new float[COLUMNS];
        for (int r = 0; r < Math.min(ROWS, a.rows() - row); r++) {
            System.arraycopy(c, at + r * stride, sums, 0, COLUMNS);
            for (int k = 0; k < a.columns(); k++) {
                float factor = a.values()[a.at(row + r, k)];
                int from = panel.rows()[panel.first() + k] + panel.column();
                for (int column = 0; column < COLUMNS; column++) {
                    sums[column] = Math.fma(factor, panel.values()[from + column], sums[column]);
                }
            }
            System.arraycopy(sums, 0, c, at + r * stride, COLUMNS);
        }
    }
}
