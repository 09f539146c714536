package systole.runtime.reference;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel in vector registers: six rows by two vectors of sums stay in twelve registers while the depth goes by, enough
 * independent sums to keep two multiply-add pipes of four cycles busy, and few enough for the sixteen registers of AVX2. A method
 * more between here and the vector operations, and the JIT compiler would no longer inline them: six times slower.
 */
final class VectorPanelKernel implements PanelKernel {
    static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    static final int LANES = FLOATS.length();
    static final int ROWS = 6;

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
        return this;
    }

    @Override
    public void multiply(int depth, float[] left, int leftAt, float[] panels, int panelAt, float[] products, int productsAt, int pitch) {
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector s00 = zero, s10 = zero, s20 = zero, s30 = zero, s40 = zero, s50 = zero;
        FloatVector s01 = zero, s11 = zero, s21 = zero, s31 = zero, s41 = zero, s51 = zero;
        int from = leftAt;
        for (int k = 0; k < depth; k++) {
            FloatVector right0 = FloatVector.fromArray(FLOATS, panels, panelAt + 2 * LANES * k);
            FloatVector right1 = FloatVector.fromArray(FLOATS, panels, panelAt + 2 * LANES * k + LANES);
            FloatVector factor = FloatVector.broadcast(FLOATS, left[from]);
            s00 = factor.fma(right0, s00);
            s01 = factor.fma(right1, s01);
            factor = FloatVector.broadcast(FLOATS, left[from + 1]);
            s10 = factor.fma(right0, s10);
            s11 = factor.fma(right1, s11);
            factor = FloatVector.broadcast(FLOATS, left[from + 2]);
            s20 = factor.fma(right0, s20);
            s21 = factor.fma(right1, s21);
            factor = FloatVector.broadcast(FLOATS, left[from + 3]);
            s30 = factor.fma(right0, s30);
            s31 = factor.fma(right1, s31);
            factor = FloatVector.broadcast(FLOATS, left[from + 4]);
            s40 = factor.fma(right0, s40);
            s41 = factor.fma(right1, s41);
            factor = FloatVector.broadcast(FLOATS, left[from + 5]);
            s50 = factor.fma(right0, s50);
            s51 = factor.fma(right1, s51);
            from += ROWS;
        }
        s00.intoArray(products, productsAt);
        s01.intoArray(products, productsAt + LANES);
        s10.intoArray(products, productsAt + pitch);
        s11.intoArray(products, productsAt + pitch + LANES);
        s20.intoArray(products, productsAt + 2 * pitch);
        s21.intoArray(products, productsAt + 2 * pitch + LANES);
        s30.intoArray(products, productsAt + 3 * pitch);
        s31.intoArray(products, productsAt + 3 * pitch + LANES);
        s40.intoArray(products, productsAt + 4 * pitch);
        s41.intoArray(products, productsAt + 4 * pitch + LANES);
        s50.intoArray(products, productsAt + 5 * pitch);
        s51.intoArray(products, productsAt + 5 * pitch + LANES);
    }
}
