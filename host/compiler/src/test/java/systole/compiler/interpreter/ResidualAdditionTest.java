package systole.compiler.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResidualAdditionTest {
    private static final int LARGEST = (1 << 22) - 1;

    /** In decimal arithmetic, which rounds nothing until it is told to. */
    private static int exact(ResidualAddition a, byte result, byte residual) {
        BigDecimal sum = BigDecimal.valueOf((long) (result - a.zeroPoint()) * a.multiplier()
                + (long) (residual - a.residualZeroPoint()) * a.residualMultiplier());
        int rounded = sum.divide(BigDecimal.valueOf(1L << a.shift())).add(BigDecimal.valueOf(a.sumZeroPoint()))
                .setScale(0, RoundingMode.HALF_EVEN).intValueExact();
        return Math.max(a.clampLow(), Math.min(a.clampHigh(), rounded));
    }

    @ParameterizedTest
    @CsvSource({
        // A tie goes to the even integer of the value with its zero point.
        "1, 0, 0, 0", "3, 0, 0, 2", "-1, 0, 0, 0", "-3, 0, 0, -2", "1, 0, 1, 2", "3, 0, 1, 2", "-1, 0, 1, 0", "-3, 0, -1, -2",
        "127, 127, 0, 100", "-128, -128, 0, -100", "10, -10, 5, 5"})
    void halves(byte result, byte residual, int zeroPoint, int expected) {
        assertEquals(expected, new ResidualAddition(0, 1, 0, 1, 1, zeroPoint, -100, 100).apply(result, residual));
    }

    @Test
    void extremes() {
        int[] zeroPoints = {-128, 0, 127};
        int[] multipliers = {0, 1, LARGEST};
        for (int zeroPoint : zeroPoints) {
            for (int multiplier : multipliers) {
                for (int shift : new int[] {0, 1, 21, 30, 31}) {
                    ResidualAddition addition = new ResidualAddition(zeroPoint, multiplier, -1 - zeroPoint, LARGEST, shift, zeroPoint, -128, 127);
                    for (int result = -128; result < 128; result++) {
                        assertExact(addition, (byte) result, (byte) -128);
                        assertExact(addition, (byte) result, (byte) 127);
                    }
                }
            }
        }
    }

    @Test
    void anything() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            int low = random.nextInt(-128, 128);
            int shift = random.nextInt(32);
            ResidualAddition addition = new ResidualAddition(random.nextInt(-128, 128), random.nextInt(1 << 22) >> random.nextInt(22),
                    random.nextInt(-128, 128), random.nextInt(1 << 22) >> random.nextInt(22), shift, random.nextInt(-128, 128), low,
                    random.nextInt(low, 128));
            assertExact(addition, (byte) random.nextInt(), (byte) random.nextInt());
        }
    }

    private static void assertExact(ResidualAddition addition, byte result, byte residual) {
        assertEquals(exact(addition, result, residual), addition.apply(result, residual),
                () -> "%d and %d with %s".formatted(result, residual, addition));
    }
}
