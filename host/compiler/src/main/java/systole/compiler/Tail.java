package systole.compiler;

import java.util.Arrays;
import java.util.Optional;
import systole.graph.Window;
import systole.quant.QuantisedOperator;
import systole.quant.QuantisedTensor;
import systole.quant.Requantisation;

/**
 * What becomes of a layer's sums on their way out: requantisation, a residual added, a lookup, the maximum over a window, in this order.
 *
 * @param requantisation sums to int8; its lookup follows the residual
 * @param residual what is added
 * @param pool maximum window; {@link Kernel#POINT} leaves the results as they are, and is the only one beside a residual
 */
record Tail(Requantisation requantisation, Optional<Residual> residual, Window pool) {
    /**
     * A tensor that is added to results.
     *
     * @param tensor of the results' shape
     * @param addition reads the results as its left operand and the tensor as its right one
     */
    record Residual(QuantisedTensor tensor, QuantisedOperator.Addition addition) {
    }

    static Tail of(Requantisation requantisation) {
        return new Tail(requantisation, Optional.empty(), Kernel.POINT);
    }

    /** Leaves sums as they are whose values are int8, those of inputs less this zero point. */
    static Tail identity(int channels, int zeroPoint) {
        float[] scale = new float[channels];
        Arrays.fill(scale, 1f);
        return of(new Requantisation(new int[channels], scale, zeroPoint, Byte.MIN_VALUE, Byte.MAX_VALUE, Optional.empty()));
    }

    /** Whether a residual can be added: not to what is looked up or pooled before. */
    boolean canAdd() {
        return residual.isEmpty() && canLookUp();
    }

    /** Whether a lookup can follow. */
    boolean canLookUp() {
        return requantisation.lookup().isEmpty() && pool.equals(Kernel.POINT);
    }

    /** Whether a maximum can follow. */
    boolean canPool() {
        return residual.isEmpty() && pool.equals(Kernel.POINT);
    }

    Tail adding(Residual added) {
        return new Tail(requantisation, Optional.of(added), pool);
    }

    Tail lookingUp(byte[] table) {
        Requantisation r = requantisation;
        Requantisation followed = new Requantisation(
                r.bias(), r.scale(), r.zeroPoint(), r.clampLow(), r.clampHigh(), Optional.of(table));
        return new Tail(followed, residual, pool);
    }

    Tail pooling(Window window) {
        return new Tail(requantisation, residual, window);
    }
}
