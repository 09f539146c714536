package systole.runtime.reference;

import jdk.incubator.vector.FloatVector;

/** {@link WideVectorPanelKernel} for panels of a single vector. */
final class NarrowVectorPanelKernel implements PanelKernel {
    private static final int ROWS = WideVectorPanelKernel.ROWS;
    private static final int LANES = VectorPanelKernel.LANES;

    @Override
    public int rows() {
        return ROWS;
    }

    @Override
    public int columns() {
        return LANES;
    }

    @Override
    public PanelKernel narrow() {
        return this;
    }

    @Override
    public void multiply(int depth, float[] left, int leftAt, float[] panels, int panelAt, float[] products, int productsAt, int pitch) {
        FloatVector zero = FloatVector.zero(VectorPanelKernel.FLOATS);
        FloatVector a0 = zero, a1 = zero, a2 = zero, a3 = zero, a4 = zero, a5 = zero, a6 = zero;
        FloatVector a7 = zero, a8 = zero, a9 = zero, a10 = zero, a11 = zero, a12 = zero;
        int panel = panelAt;
        int end = leftAt + ROWS * depth;
        for (int from = leftAt; from < end; from += ROWS) {
            FloatVector right = FloatVector.fromArray(VectorPanelKernel.FLOATS, panels, panel);
            FloatVector factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from]);
            a0 = right.fma(factor, a0);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 1]);
            a1 = right.fma(factor, a1);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 2]);
            a2 = right.fma(factor, a2);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 3]);
            a3 = right.fma(factor, a3);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 4]);
            a4 = right.fma(factor, a4);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 5]);
            a5 = right.fma(factor, a5);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 6]);
            a6 = right.fma(factor, a6);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 7]);
            a7 = right.fma(factor, a7);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 8]);
            a8 = right.fma(factor, a8);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 9]);
            a9 = right.fma(factor, a9);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 10]);
            a10 = right.fma(factor, a10);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 11]);
            a11 = right.fma(factor, a11);
            factor = FloatVector.broadcast(VectorPanelKernel.FLOATS, left[from + 12]);
            a12 = right.fma(factor, a12);
            panel += LANES;
        }
        a0.intoArray(products, productsAt);
        a1.intoArray(products, productsAt + pitch);
        a2.intoArray(products, productsAt + 2 * pitch);
        a3.intoArray(products, productsAt + 3 * pitch);
        a4.intoArray(products, productsAt + 4 * pitch);
        a5.intoArray(products, productsAt + 5 * pitch);
        a6.intoArray(products, productsAt + 6 * pitch);
        a7.intoArray(products, productsAt + 7 * pitch);
        a8.intoArray(products, productsAt + 8 * pitch);
        a9.intoArray(products, productsAt + 9 * pitch);
        a10.intoArray(products, productsAt + 10 * pitch);
        a11.intoArray(products, productsAt + 11 * pitch);
        a12.intoArray(products, productsAt + 12 * pitch);
    }
}
