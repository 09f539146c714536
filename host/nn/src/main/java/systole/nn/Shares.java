package systole.nn;

/** Checks the factors of running means. */
final class Shares {
    private Shares() {
    }

    /** Throws {@link IllegalArgumentException} that names the optimiser and the factor where one is not from 0 to below 1. */
    static void require(String optimiser, double... shares) {
        for (double share : shares) {
            if (!(share >= 0 && share < 1)) {
                throw new IllegalArgumentException("%s's momentum and decays must be from 0 to below 1, not %s".formatted(optimiser, share));
            }
        }
    }
}
