package systole.nn;

/** Changes parameters against their gradients. It may keep state, so it belongs to one training. */
public interface Optimiser {
    /**
     * One step.
     *
     * @param parameters are changed
     * @param gradients of the mean loss, by the same names
     * @param rate the learning rate, at least 0
     */
    void step(Parameters parameters, Parameters gradients, double rate);
}
