package systole.models.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class AffineJitterTest {
    private final float[] image = image();

    @Test
    void withoutLimitsItChangesNothing() {
        assertArrayEquals(image, new AffineJitter(0, 0, 0, 0).apply(image, new SplittableRandom(1)), 1e-6f);
    }

    @Test
    void movesLittleAndLosesNothingInside() {
        for (int seed = 0; seed < 50; seed++) {
            float[] moved = new AffineJitter(0, 0, 0, 2).apply(image, new SplittableRandom(seed));
            assertEquals(sum(image), sum(moved), 1e-4);
        }
    }

    @Test
    void aQuarterTurnTurnsAQuarter() {
        AffineJitter turn = new AffineJitter(90, 0, 0, 0);
        // The first number drawn is the angle, 2 * 1 - 1 of the limit.
        float[] turned = turn.apply(image, new Constant(Math.nextDown(1.0)));
        assertEquals(image[2 * 9 + 5], turned[5 * 9 + 6] + turned[3 * 9 + 2], 1e-4);
    }

    @Test
    void refusesImagesThatAreNotSquare() {
        assertEquals("an image of 80 values is not square", assertThrows(IllegalArgumentException.class,
                () -> AffineJitter.DIGITS.apply(new float[80], new SplittableRandom(1))).getMessage());
    }

    /** Always the same number. */
    private record Constant(double number) implements RandomGenerator {
        @Override
        public double nextDouble() {
            return number;
        }

        @Override
        public long nextLong() {
            return 0;
        }
    }

    private static float[] image() {
        float[] image = new float[81];
        image[2 * 9 + 5] = 1;
        image[4 * 9 + 4] = 0.5f;
        return image;
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }
}
