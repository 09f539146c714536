package systole.nn;

/**
 * What a training makes small, and how.
 *
 * @param loss of each image
 * @param regulariser of the weights
 * @param clipping of the gradients of both
 */
public record Objective(Loss loss, Regulariser regulariser, Clipping clipping) {
    /** A loss alone. */
    public static Objective of(Loss loss) {
        return new Objective(loss, Regulariser.NONE, Clipping.NONE);
    }

    public Objective with(Regulariser other) {
        return new Objective(loss, other, clipping);
    }

    public Objective with(Clipping other) {
        return new Objective(loss, regulariser, other);
    }
}
