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

    /** One of an enumeration's values; the usual one mostly. */
    <E extends Enum<E>> E mostly(E usual) {
        E[] values = usual.getDeclaringClass().getEnumConstants();
        return onceIn(3) ? values[random.nextInt(values.length)] : usual;
    }

    /** A zero point: an extreme one as often as any other. */
    int zeroPoint() {
        return switch (random.nextInt(4)) {
            case 0 -> Byte.MIN_VALUE;
            case 1 -> Byte.MAX_VALUE;
            default -> between(Byte.MIN_VALUE, Byte.MAX_VALUE);
        };
    }
}
