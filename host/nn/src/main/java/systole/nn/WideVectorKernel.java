package systole.nn;

import jdk.incubator.vector.FloatVector;

/**
 * {@link VectorKernel} for machines with 32 vector registers: a tile of twelve rows and two vectors reads the panel half as often. Six rows or
 * fewer at the end are left to the other.
 */
final class WideVectorKernel implements Kernel {
    private final Kernel half = new VectorKernel();

    @Override
    public int rows() {
        return 12;
    }

    @Override
    public int columns() {
        return 2 * Lanes.COUNT;
    }

    @Override
    public void add(Matrix a, int row, Panel panel, float[] c, int at, int stride) {
        if (a.rows() - row <= half.rows()) {
            half.add(a, row, panel, c, at, stride);
            return;
        }
        add(a.values(), a.at(row, 0), a.rows() - row, a.rowStride(), a.columnStride(), a.columns(), panel, c, at, stride);
    }

    private static void add(float[] a, int a0, int rows, int aRow, int aColumn, int inner, Panel panel, float[] c, int c0, int cRow) {
        int c1 = c0 + cRow;
        int c2 = c1 + cRow;
        int c3 = c2 + cRow;
        int c4 = c3 + cRow;
        int c5 = c4 + cRow;
        int c6 = c5 + cRow;
        int c7 = c6 + cRow;
        int c8 = c7 + cRow;
        int c9 = c8 + cRow;
        int c10 = c9 + cRow;
        int c11 = c10 + cRow;
        FloatVector left0 = FloatVector.fromArray(Lanes.SPECIES, c, c0);
        FloatVector left1 = FloatVector.fromArray(Lanes.SPECIES, c, c1);
        FloatVector left2 = FloatVector.fromArray(Lanes.SPECIES, c, c2);
        FloatVector left3 = FloatVector.fromArray(Lanes.SPECIES, c, c3);
        FloatVector left4 = FloatVector.fromArray(Lanes.SPECIES, c, c4);
        FloatVector left5 = FloatVector.fromArray(Lanes.SPECIES, c, c5);
        FloatVector left6 = FloatVector.fromArray(Lanes.SPECIES, c, c6);
        FloatVector left7 = FloatVector.fromArray(Lanes.SPECIES, c, c7);
        FloatVector left8 = FloatVector.fromArray(Lanes.SPECIES, c, c8);
        FloatVector left9 = FloatVector.fromArray(Lanes.SPECIES, c, c9);
        FloatVector left10 = FloatVector.fromArray(Lanes.SPECIES, c, c10);
        FloatVector left11 = FloatVector.fromArray(Lanes.SPECIES, c, c11);
        FloatVector right0 = FloatVector.fromArray(Lanes.SPECIES, c, c0 + Lanes.COUNT);
        FloatVector right1 = FloatVector.fromArray(Lanes.SPECIES, c, c1 + Lanes.COUNT);
        FloatVector right2 = FloatVector.fromArray(Lanes.SPECIES, c, c2 + Lanes.COUNT);
        FloatVector right3 = FloatVector.fromArray(Lanes.SPECIES, c, c3 + Lanes.COUNT);
        FloatVector right4 = FloatVector.fromArray(Lanes.SPECIES, c, c4 + Lanes.COUNT);
        FloatVector right5 = FloatVector.fromArray(Lanes.SPECIES, c, c5 + Lanes.COUNT);
        FloatVector right6 = FloatVector.fromArray(Lanes.SPECIES, c, c6 + Lanes.COUNT);
        FloatVector right7 = FloatVector.fromArray(Lanes.SPECIES, c, c7 + Lanes.COUNT);
        FloatVector right8 = FloatVector.fromArray(Lanes.SPECIES, c, c8 + Lanes.COUNT);
        FloatVector right9 = FloatVector.fromArray(Lanes.SPECIES, c, c9 + Lanes.COUNT);
        FloatVector right10 = FloatVector.fromArray(Lanes.SPECIES, c, c10 + Lanes.COUNT);
        FloatVector right11 = FloatVector.fromArray(Lanes.SPECIES, c, c11 + Lanes.COUNT);
        int row1 = Math.min(1, rows - 1) * aRow;
        int row2 = Math.min(2, rows - 1) * aRow;
        int row3 = Math.min(3, rows - 1) * aRow;
        int row4 = Math.min(4, rows - 1) * aRow;
        int row5 = Math.min(5, rows - 1) * aRow;
        int row6 = Math.min(6, rows - 1) * aRow;
        int row7 = Math.min(7, rows - 1) * aRow;
        int row8 = Math.min(8, rows - 1) * aRow;
        int row9 = Math.min(9, rows - 1) * aRow;
        int row10 = Math.min(10, rows - 1) * aRow;
        int row11 = Math.min(11, rows - 1) * aRow;
        float[] b = panel.values();
        int[] bRows = panel.rows();
        int first = panel.first();
        int column = panel.column();
        int at = a0;
        for (int k = 0; k < inner; k++) {
            int from = bRows[first + k] + column;
            FloatVector left = FloatVector.fromArray(Lanes.SPECIES, b, from);
            FloatVector right = FloatVector.fromArray(Lanes.SPECIES, b, from + Lanes.COUNT);
            FloatVector factor = FloatVector.broadcast(Lanes.SPECIES, a[at]);
            left0 = factor.fma(left, left0);
            right0 = factor.fma(right, right0);
            factor = FloatVector.broadcast(Lanes.SPECIES, a[at + row1]);
            left1 = factor.fma(left, left1);
            right1 = factor.fma(right, right1);
            factor = FloatVector.broadcast(Lanes.SPECIES, a[at + row2]);
            left2 = factor.fma(left, left2);
            right2 = factor.fma(right, right2);
            factor = FloatVector.broadcast(Lanes.SPECIES, a[at + row3]);
            left3 = factor.fma(left, left3);
            right3 = factor.fma(right, right3);
            factor = FloatVector.broadcast(Lanes.SPECIES, a[at + row4]);
            left4 = factor.fma(left, left4);
            right4 = factor.fma(right, right4);
            factor = FloatVector.broadcast(Lanes.SPECIES, a[at + row5]);
            left5 = factor.fma(left, left5);
            right5 = factor.fma(right, right5);
            factor = FloatVector.broadcast(Lanes.SPECIES, a[at + row6]);
            left6 = factor.fma(left, left6);
            right6 = factor.fma(right, right6);
            factor = FloatVector.broadcast(Lanes.SPECIES, a[at + row7]);
            left7 = factor.fma(left, left7);
            right7 = factor.fma(right, right7);
            factor = FloatVector.broadcast(Lanes.SPECIES, a[at + row8]);
            left8 = factor.fma(left, left8);
            right8 = factor.fma(right, right8);
            factor = FloatVector.broadcast(Lanes.SPECIES, a[at + row9]);
            left9 = factor.fma(left, left9);
            right9 = factor.fma(right, right9);
            factor = FloatVector.broadcast(Lanes.SPECIES, a[at + row10]);
            left10 = factor.fma(left, left10);
            right10 = factor.fma(right, right10);
            factor = FloatVector.broadcast(Lanes.SPECIES, a[at + row11]);
            left11 = factor.fma(left, left11);
            right11 = factor.fma(right, right11);
            at += aColumn;
        }
        left0.intoArray(c, c0);
        left1.intoArray(c, c1);
        left2.intoArray(c, c2);
        left3.intoArray(c, c3);
        left4.intoArray(c, c4);
        left5.intoArray(c, c5);
        left6.intoArray(c, c6);
        left7.intoArray(c, c7);
        left8.intoArray(c, c8);
        left9.intoArray(c, c9);
        left10.intoArray(c, c10);
        left11.intoArray(c, c11);
        right0.intoArray(c, c0 + Lanes.COUNT);
        right1.intoArray(c, c1 + Lanes.COUNT);
        right2.intoArray(c, c2 + Lanes.COUNT);
        right3.intoArray(c, c3 + Lanes.COUNT);
        right4.intoArray(c, c4 + Lanes.COUNT);
        right5.intoArray(c, c5 + Lanes.COUNT);
        right6.intoArray(c, c6 + Lanes.COUNT);
        right7.intoArray(c, c7 + Lanes.COUNT);
        right8.intoArray(c, c8 + Lanes.COUNT);
        right9.intoArray(c, c9 + Lanes.COUNT);
        right10.intoArray(c, c10 + Lanes.COUNT);
        right11.intoArray(c, c11 + Lanes.COUNT);
    }
}
