package systole.nn;

import java.util.List;

/**
 * A rule that changes parameters against their gradients, element by element; g is the gradient of the mean loss, p the parameter. It has no
 * state: what it remembers of each element is kept for it, starting at 0. Formulas and defaults are those of PyTorch's optimisers.
 */
public interface Optimiser {
    /** Names of what it remembers of each element, as {@code momentum}; empty where it needs nothing. */
    List<String> memories();

    /**
     * One step of the elements from {@code from} to below {@code to}.
     *
     * @param step which it is
     * @param values are changed
     * @param gradients may be changed
     * @param memory an array for each of {@link #memories}, changed
     */
    void step(Step step, float[] values, float[] gradients, float[][] memory, int from, int to);

    /**
     * One of a training's steps.
     *
     * @param number from 1
     * @param rate the learning rate, at least 0
     */
    record Step(int number, double rate) {
    }

    /** This rule with g + decay * p in place of g. */
    default Optimiser withWeightDecay(double decay) {
        return new WeightDecay(this, decay);
    }
}
