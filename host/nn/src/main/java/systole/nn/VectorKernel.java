package systole.nn;

import jdk.incubator.vector.FloatVector;

/**
 * A tile of six rows and two vectors, held in registers: 12 sums, two vectors of the panel and one broadcast element of A, while the inner
 * index runs. Sums are separate variables because the JIT compiler keeps vectors in registers only so.
 */
final class VectorKernel implements Kernel {
    /** Vectors of 512 bits come with 32 registers. */
    static Kernel ofThisMachine() {
        return Lanes.areWide() ? new WideVectorKernel() : new VectorKernel();
    }

    @Override
    public int rows() {
        return 6;
    }

    @Override
    public int columns() {
        return 2 * Lanes.COUNT;
    }

    @Override
    public void add(Matrix a, int row, Panel panel, float[] c, int at, int stride) {
        add(a.values(), a.at(row, 0), a.rows() - row, a.rowStride(), a.columnStride(), a.columns(), panel, c, at, stride);
    }

    private static void add(float[] a, int a0, int rows, int aRow, int aColumn, int inner, Panel panel, float[] c, int c0, int cRow) {
        int c1 = c0 + cRow;
        int c2 = c1 + cRow;
        int c3 = c2 + cRow;
        int c4 = c3 + cRow;
        int c5 = c4 + cRow;
        FloatVector left0 = FloatVector.fromArray(Lanes.SPECIES, c, c0);
        FloatVector left1 = FloatVector.fromArray(Lanes.SPECIES, c, c1);
        FloatVector left2 = FloatVector.fromArray(Lanes.SPECIES, c, c2);
        FloatVector left3 = FloatVector.fromArray(Lanes.SPECIES, c, c3);
        FloatVector left4 = FloatVector.fromArray(Lanes.SPECIES, c, c4);
        FloatVector left5 = FloatVector.fromArray(Lanes.SPECIES, c, c5);
        FloatVector right0 = FloatVector.fromArray(Lanes.SPECIES, c, c0 + Lanes.COUNT);
        FloatVector right1 = FloatVector.fromArray(Lanes.SPECIES, c, c1 + Lanes.COUNT);
        FloatVector right2 = FloatVector.fromArray(Lanes.SPECIES, c, c2 + Lanes.COUNT);
        FloatVector right3 = FloatVector.fromArray(Lanes.SPECIES, c, c3 + Lanes.COUNT);
        FloatVector right4 = FloatVector.fromArray(Lanes.SPECIES, c, c4 + Lanes.COUNT);
        FloatVector right5 = FloatVector.fromArray(Lanes.SPECIES, c, c5 + Lanes.COUNT);
        int row1 = Math.min(1, rows - 1) * aRow;
        int row2 = Math.min(2, rows - 1) * aRow;
        int row3 = Math.min(3, rows - 1) * aRow;
        int row4 = Math.min(4, rows - 1) * aRow;
        int row5 = Math.min(5, rows - 1) * aRow;
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
            at += aColumn;
        }
        left0.intoArray(c, c0);
        left1.intoArray(c, c1);
        left2.intoArray(c, c2);
        left3.intoArray(c, c3);
        left4.intoArray(c, c4);
        left5.intoArray(c, c5);
        right0.intoArray(c, c0 + Lanes.COUNT);
        right1.intoArray(c, c1 + Lanes.COUNT);
        right2.intoArray(c, c2 + Lanes.COUNT);
        right3.intoArray(c, c3 + Lanes.COUNT);
        right4.intoArray(c, c4 + Lanes.COUNT);
        right5.intoArray(c, c5 + Lanes.COUNT);
    }
}
