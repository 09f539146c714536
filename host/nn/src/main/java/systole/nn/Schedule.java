package systole.nn;

/** The learning rate over a training. */
@FunctionalInterface
public interface Schedule {
    /**
     * The rate of one step.
     *
     * @param progress 0 at the first step, towards 1 at the end
     */
    double rate(double progress);

    /** The same rate throughout. */
    static Schedule constant(double rate) {
        return _ -> rate;
    }

    /** From the rate down to 0 along half a cosine. */
    static Schedule cosine(double rate) {
        return progress -> rate * (1 + Math.cos(Math.PI * progress)) / 2;
    }
}
