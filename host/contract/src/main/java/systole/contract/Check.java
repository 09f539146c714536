package systole.contract;

/** Validates configuration values where they are declared; messages name the value and what it must be. */
final class Check {
    private Check() {
    }

    static void powerOfTwo(String name, int value, int minimum, int maximum) {
        if (value < minimum || value > maximum || Integer.bitCount(value) != 1) {
            throw new IllegalArgumentException(
                    "%s must be a power of two from %d to %d, not %d".formatted(name, minimum, maximum, value));
        }
    }
}
