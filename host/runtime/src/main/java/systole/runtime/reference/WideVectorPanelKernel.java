package systole.runtime.reference;

import jdk.incubator.vector.FloatVector;

/**
 * {@link VectorPanelKernel} for machines with 32 vector registers: thirteen rows by two vectors of sums. Thirteen because one or a few panels of
 * them are hardly more rows than the powers of two that most layers have.
 *
 * <p>The JIT compiler moves loads to the front of the loop's body, where their results need registers at the same time. In this form, which counts by
 * the elements of the left matrix alone and takes the last row first, it needs no more than there are; in others it kept one sum in memory, whose
 * store and load each step of the depth had to wait for.
 */
final class WideVectorPanelKernel implements PanelKernel {
    /** Vectors of that length come with 32 registers. */
    static final int LANES_OF_32_REGISTERS = 16;
    static final int ROWS = 13;

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
    public PanelKernel narrow() {
        return new NarrowVectorPanelKernel();
    }

    @Override
    public void multiply(int depth, float[] left, int leftAt, float[] panels, int panelAt, float[] products, int productsAt, int pitch) {
        FloatVector zero = FloatVector.zero(VectorPanelKernel.FLOATS);
        FloatVector a0 = zero, a1 = zero, a2 = zero, a3 = zero, a4 = zero, a5 = zero, a6 = zero;
        FloatVector a7 = zero, a8 = zero, a9 = zero, a10 = zero, a11 = zero, a12 = zero;
        FloatVector b0 = zero, b1 = zero, b2 = zero, b3 = zero, b4 = zero, b5 = zero, b6 = zero;
        FloatVector b7 = zero, b8 = zero, b9 = zero, b10 = zero, b11 = zero, b12 = zero;
        int panel = panelAt;
        int end = leftAt + ROWS * depth;
        for (int from = leftAt; from < end; from += ROWS) {
            FloatVector right0 = FloatVector.fromArray(VectorPanelKernel.FLOATS, panels, panel);
            FloatVector right1 = FloatVector.fromArray(VectorPanelKernel.FLOATS, panels, panel + LANES);
            FloatVector factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 12]);
            a12 = right0.fma(factor, a12);
            b12 = right1.fma(factor, b12);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 11]);
            a11 = right0.fma(factor, a11);
            b11 = right1.fma(factor, b11);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 10]);
            a10 = right0.fma(factor, a10);
            b10 = right1.fma(factor, b10);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 9]);
            a9 = right0.fma(factor, a9);
            b9 = right1.fma(factor, b9);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 8]);
            a8 = right0.fma(factor, a8);
            b8 = right1.fma(factor, b8);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 7]);
            a7 = right0.fma(factor, a7);
            b7 = right1.fma(factor, b7);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 6]);
            a6 = right0.fma(factor, a6);
            b6 = right1.fma(factor, b6);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 5]);
            a5 = right0.fma(factor, a5);
            b5 = right1.fma(factor, b5);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 4]);
            a4 = right0.fma(factor, a4);
            b4 = right1.fma(factor, b4);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 3]);
            a3 = right0.fma(factor, a3);
            b3 = right1.fma(factor, b3);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 2]);
            a2 = right0.fma(factor, a2);
            b2 = right1.fma(factor, b2);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 1]);
            a1 = right0.fma(factor, a1);
            b1 = right1.fma(factor, b1);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from]);
            a0 = right0.fma(factor, a0);
            b0 = right1.fma(factor, b0);
            panel += 2 * LANES;
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
