package systole.compiler.interpreter;

import systole.contract.Descriptor;
import systole.contract.StoreField;

/** The residual add of {@link StoreField}. */
record ResidualAddition(int zeroPoint, int multiplier, int residualZeroPoint, int residualMultiplier, int shift, int sumZeroPoint,
        int clampLow, int clampHigh) {
    static ResidualAddition of(Descriptor store) {
        return new ResidualAddition(store.getInt(StoreField.ZERO_POINT), store.getInt(StoreField.MULTIPLIER),
                store.getInt(StoreField.RESIDUAL_ZERO_POINT), store.getInt(StoreField.RESIDUAL_MULTIPLIER), store.getInt(StoreField.SHIFT),
                store.getInt(StoreField.SUM_ZERO_POINT), store.getInt(StoreField.SUM_CLAMP_LOW), store.getInt(StoreField.SUM_CLAMP_HIGH));
    }

    /** The sum of a result and its residual. A double holds every step exactly: products have 31 bits, quotients 31 more. */
    byte apply(byte result, byte residual) {
        double sum = (double) (result - zeroPoint) * multiplier + (double) (residual - residualZeroPoint) * residualMultiplier;
        double rounded = Math.rint(Math.scalb(sum, -shift) + sumZeroPoint);
        return (byte) Math.max(clampLow, Math.min(clampHigh, rounded));
    }
}
