package systole.verify;

import java.util.random.RandomGenerator;

/** Random choices. */
record Chance(RandomGenerator random) {
    /** True once in that many times. */
    boolean onceIn(int times) {
        return random.nextInt(times) == 0;
    }

    /** A number from first to last. */
    int between(int first, int last) {
        return random.nextInt(first, last + 1);
    }

    /** One of the numbers. */
    int oneOf(int... values) {
        return values[random.nextInt(values.length)];
    }

    /** A zero point, the extreme ones among them: not too often, since half of a tensor saturates there. */
    int zeroPoint() {
        return switch (random.nextInt(12)) {
            case 0 -> Byte.MIN_VALUE;
            case 1 -> Byte.MAX_VALUE;
            default -> between(-99, 99);
        };
    }
}
