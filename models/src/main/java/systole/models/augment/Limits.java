package systole.models.augment;

import java.util.random.RandomGenerator;

/** How far chance may go. */
final class Limits {
    private Limits() {
    }

    /** Throws {@link IllegalArgumentException} where a limit is below 0 or no number. */
    static void require(String what, double... limits) {
        for (double limit : limits) {
            if (!(limit >= 0 && limit < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("the limits of %s must be at least 0, not %s".formatted(what, limit));
            }
        }
    }

    /** Evenly between the limit either way. */
    static double upTo(double limit, RandomGenerator random) {
        return limit * (2 * random.nextDouble() - 1);
    }
}
