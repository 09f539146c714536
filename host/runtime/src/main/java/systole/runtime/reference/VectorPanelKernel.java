package systole.runtime.reference;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel in vector registers: six rows by two vectors of sums stay in twelve registers while the depth goes by, enough
 * independent sums to keep two multiply-add pipes of four cycles busy, and few enough for the sixteen registers of AVX2. A method
 * more between here and the vector operations, and the JIT compiler would no longer inline them: six times slower.
 */
final class VectorPanelKernel implements PanelKernel {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();

    @Override
    public int columns() {
        return 2 * LANES;
    }

    @Override
    public void add(int depth, float[] left, int leftAt, float[] panels, int panelAt, int[] sums, int sumsAt, int pitch) {
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector s00 = zero, s10 = zero, s20 = zero, s30 = zero, s40 = zero, s50 = zero;
        FloatVector s01 = zero, s11 = zero, s21 = zero, s31 = zero, s41 = zero, s51 = zero;
        for (int k = 0; k < depth; k++) {
            FloatVector right0 = FloatVector.fromArray(FLOATS, panels, panelAt + 2 * LANES * k);
            FloatVector right1 = FloatVector.fromArray(FLOATS, panels, panelAt + 2 * LANES * k + LANES);
            FloatVector factor = FloatVector.broadcast(FLOATS, left[leftAt + k]);
            s00 = factor.fma(right0, s00);
            s01 = factor.fma(right1, s01);
            factor = FloatVector.broadcast(FLOATS, left[leftAt + depth + k]);
            s10 = factor.fma(right0, s10);
            s11 = factor.fma(right1, s11);
            factor = FloatVector.broadcast(FLOATS, left[leftAt + 2 * depth + k]);
            s20 = factor.fma(right0, s20);
            s21 = factor.fma(right1, s21);
            factor = FloatVector.broadcast(FLOATS, left[leftAt + 3 * depth + k]);
            s30 = factor.fma(right0, s30);
            s31 = factor.fma(right1, s31);
            factor = FloatVector.broadcast(FLOATS, left[leftAt + 4 * depth + k]);
            s40 = factor.fma(right0, s40);
            s41 = factor.fma(right1, s41);
            factor = FloatVector.broadcast(FLOATS, left[leftAt + 5 * depth + k]);
            s50 = factor.fma(right0, s50);
            s51 = factor.fma(right1, s51);
        }
        add(s00, sums, sumsAt);
        add(s01, sums, sumsAt + LANES);
        add(s10, sums, sumsAt + pitch);
        add(s11, sums, sumsAt + pitch + LANES);
        add(s20, sums, sumsAt + 2 * pitch);
        add(s21, sums, sumsAt + 2 * pitch + LANES);
        add(s30, sums, sumsAt + 3 * pitch);
        add(s31, sums, sumsAt + 3 * pitch + LANES);
        add(s40, sums, sumsAt + 4 * pitch);
        add(s41, sums, sumsAt + 4 * pitch + LANES);
        add(s50, sums, sumsAt + 5 * pitch);
        add(s51, sums, sumsAt + 5 * pitch + LANES);
    }

    private static void add(FloatVector products, int[] sums, int at) {
        IntVector integers = (IntVector) products.convertShape(VectorOperators.F2I, INTS, 0);
        IntVector.fromArray(INTS, sums, at).add(integers).intoArray(sums, at);
    }
}
