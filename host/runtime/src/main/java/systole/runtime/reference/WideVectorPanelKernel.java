package systole.runtime.reference;

import jdk.incubator.vector.FloatVector;

/**
 * {@link VectorPanelKernel} for machines with 32 vector registers: thirteen rows by two vectors of sums. Thirteen because one or a few panels of
 * them are hardly more rows than the powers of two that most layers have.
 */
final class WideVectorPanelKernel implements PanelKernel {
    /** Vectors of that length come with 32 registers. */
    static final int LANES_OF_32_REGISTERS = 16;

    private static final int ROWS = 13;
    private static final int LANES = VectorPanelKernel.LANES;

    @Override
    public int rows() {
        return ROWS;
    }

    @Override
    public int columns() {
        return 2 * LANES;
    }

    @Override
    public void multiply(int depth, float[] left, int leftAt, float[] panels, int panelAt, float[] products, int productsAt, int pitch) {
        FloatVector zero = FloatVector.zero(VectorPanelKernel.FLOATS);
        FloatVector a0 = zero, a1 = zero, a2 = zero, a3 = zero, a4 = zero, a5 = zero, a6 = zero;
        FloatVector a7 = zero, a8 = zero, a9 = zero, a10 = zero, a11 = zero, a12 = zero;
        FloatVector b0 = zero, b1 = zero, b2 = zero, b3 = zero, b4 = zero, b5 = zero, b6 = zero;
        FloatVector b7 = zero, b8 = zero, b9 = zero, b10 = zero, b11 = zero, b12 = zero;
        int from = leftAt;
        for (int k = 0; k < depth; k++) {
            FloatVector right0 = FloatVector.fromArray(VectorPanelKernel.FLOATS, panels, panelAt + 2 * LANES * k);
            FloatVector right1 = FloatVector.fromArray(VectorPanelKernel.FLOATS, panels, panelAt + 2 * LANES * k + LANES);
            FloatVector factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from]);
            a0 = factor.fma(right0, a0);
            b0 = factor.fma(right1, b0);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 1]);
            a1 = factor.fma(right0, a1);
            b1 = factor.fma(right1, b1);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 2]);
            a2 = factor.fma(right0, a2);
            b2 = factor.fma(right1, b2);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 3]);
            a3 = factor.fma(right0, a3);
            b3 = factor.fma(right1, b3);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 4]);
            a4 = factor.fma(right0, a4);
            b4 = factor.fma(right1, b4);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 5]);
            a5 = factor.fma(right0, a5);
            b5 = factor.fma(right1, b5);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 6]);
            a6 = factor.fma(right0, a6);
            b6 = factor.fma(right1, b6);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 7]);
            a7 = factor.fma(right0, a7);
            b7 = factor.fma(right1, b7);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 8]);
            a8 = factor.fma(right0, a8);
            b8 = factor.fma(right1, b8);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 9]);
            a9 = factor.fma(right0, a9);
            b9 = factor.fma(right1, b9);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 10]);
            a10 = factor.fma(right0, a10);
            b10 = factor.fma(right1, b10);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 11]);
            a11 = factor.fma(right0, a11);
            b11 = factor.fma(right1, b11);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 12]);
            a12 = factor.fma(right0, a12);
            b12 = factor.fma(right1, b12);
            from += ROWS;
        }
        a0.intoArray(products, productsAt);
        b0.intoArray(products, productsAt + LANES);
        a1.intoArray(products, productsAt + pitch);
        b1.intoArray(products, productsAt + pitch + LANES);
        a2.intoArray(products, productsAt + 2 * pitch);
        b2.intoArray(products, productsAt + 2 * pitch + LANES);
        a3.intoArray(products, productsAt + 3 * pitch);
        b3.intoArray(products, productsAt + 3 * pitch + LANES);
        a4.intoArray(products, productsAt + 4 * pitch);
        b4.intoArray(products, productsAt + 4 * pitch + LANES);
        a5.intoArray(products, productsAt + 5 * pitch);
        b5.intoArray(products, productsAt + 5 * pitch + LANES);
        a6.intoArray(products, productsAt + 6 * pitch);
        b6.intoArray(products, productsAt + 6 * pitch + LANES);
        a7.intoArray(products, productsAt + 7 * pitch);
        b7.intoArray(products, productsAt + 7 * pitch + LANES);
        a8.intoArray(products, productsAt + 8 * pitch);
        b8.intoArray(products, productsAt + 8 * pitch + LANES);
        a9.intoArray(products, productsAt + 9 * pitch);
        b9.intoArray(products, productsAt + 9 * pitch + LANES);
        a10.intoArray(products, productsAt + 10 * pitch);
        b10.intoArray(products, productsAt + 10 * pitch + LANES);
        a11.intoArray(products, productsAt + 11 * pitch);
        b11.intoArray(products, productsAt + 11 * pitch + LANES);
        a12.intoArray(products, productsAt + 12 * pitch);
        b12.intoArray(products, productsAt + 12 * pitch + LANES);
    }
}
