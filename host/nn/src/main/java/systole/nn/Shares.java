package systole.nn;

/** Checks the factors of running means. */
final class Shares {
    private Shares() {
    }

    /** Throws {@link IllegalArgumentException} that names the factor and its value where one is not from 0 to below 1. */
    static void require(String name, double... shares) {
        for (double share : shares) {
            if (!(share >= 0 && share < 1)) {
                throw new IllegalArgumentException("%s must be from 0 to below 1, not %s".formatted(name, share));
            }
        }
    }
}
