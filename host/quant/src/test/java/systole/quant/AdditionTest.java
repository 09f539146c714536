package systole.quant;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import systole.quant.QuantisedOperator.Addition;

class AdditionTest {
    private static final int LARGEST = (1 << Addition.MULTIPLIER_BITS) - 1;
    private final Random random = new Random(31);

    @Test
    void roundsTheExactSumOnce() {
        for (int i = 0; i < 200_000; i++) {
            int shift = random.nextInt(32);
            // multipliers of about the shift's size, so that results are not all at the clamps
            int bound = (int) Math.min(LARGEST + 1L, 4L << shift);
            check(new Addition(random.nextInt(bound), random.nextInt(bound), shift, random.nextInt(-128, 128),
                    random.nextInt(-128, 1), random.nextInt(0, 128)), random.nextInt(-255, 256), random.nextInt(-255, 256));
        }
    }

    @Test
    void tiesGoToTheEvenResult() {
        Addition halves = new Addition(1, 1, 1, 0, -128, 127);
        assertEquals(0, halves.apply(1, 0));
        assertEquals(2, halves.apply(1, 2));
        assertEquals(0, halves.apply(-1, 0));
        assertEquals(-2, halves.apply(-1, -2));
        assertEquals(2, new Addition(1, 1, 1, 1, -128, 127).apply(1, 0), "the zero point is inside the rounding: 1.5");
    }

    @Test
    void extremesDoNotOverflow() {
        for (int shift : new int[] {0, 1, 30, 31}) {
            for (int zeroPoint : new int[] {-128, 0, 127}) {
                for (int value : new int[] {-255, -1, 0, 1, 255}) {
                    check(new Addition(LARGEST, LARGEST, shift, zeroPoint, -128, 127), value, value);
                    check(new Addition(LARGEST, LARGEST - 1, shift, zeroPoint, -128, 127), value, -value);
                }
            }
        }
    }

    private static void check(Addition addition, int left, int right) {
        BigDecimal sum = BigDecimal.valueOf(left).multiply(BigDecimal.valueOf(addition.leftMultiplier()))
                .add(BigDecimal.valueOf(right).multiply(BigDecimal.valueOf(addition.rightMultiplier())));
        BigDecimal exact = sum.divide(BigDecimal.valueOf(1L << addition.shift())).add(BigDecimal.valueOf(addition.zeroPoint()));
        BigDecimal clamped = exact.setScale(0, RoundingMode.HALF_EVEN)
                .max(BigDecimal.valueOf(addition.clampLow())).min(BigDecimal.valueOf(addition.clampHigh()));
        assertEquals(clamped.intValueExact(), addition.apply(left, right), () -> addition + " of " + left + " and " + right);
    }
}
