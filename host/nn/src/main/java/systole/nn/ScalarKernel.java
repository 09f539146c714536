package systole.nn;

/** Plain loops, which specify {@link VectorKernel}. */
final class ScalarKernel implements Kernel {
    private static final int COLUMNS = 16;

    @Override
    public int columns() {
        return COLUMNS;
    }

    @Override
    public void add(Matrix a, float[] panel, float[] c, int offset, int stride) {
        float[] sums = new float[COLUMNS];
        for (int row = 0; row < Math.min(ROWS, a.rows()); row++) {
            System.arraycopy(c, offset + row * stride, sums, 0, COLUMNS);
            for (int k = 0; k < a.columns(); k++) {
                float factor = a.values()[a.at(row, k)];
                for (int column = 0; column < COLUMNS; column++) {
                    sums[column] = Math.fma(factor, panel[k * COLUMNS + column], sums[column]);
                }
            }
            System.arraycopy(sums, 0, c, offset + row * stride, COLUMNS);
        }
    }
}
