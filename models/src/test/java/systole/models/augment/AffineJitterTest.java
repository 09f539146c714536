package systole.models.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import systole.graph.Shape;
import systole.nn.Tensor;

class AffineJitterTest {
    private final float[] image = image();

    @Test
    void withoutLimitsItChangesNothing() {
        assertArrayEquals(image, new AffineJitter(0, 0, 0, 0).apply(new Tensor(Shape.map(1, 9, 9), image), new SplittableRandom(1)).values(), 1e-6f);
    }

    @Test
    void movesLittleAndLosesNothingInside() {
        for (int seed = 0; seed < 50; seed++) {
            float[] moved = new AffineJitter(0, 0, 0, 2).apply(new Tensor(Shape.map(1, 9, 9), image), new SplittableRandom(seed)).values();
            assertEquals(sum(image), sum(moved), 1e-4);
        }
    }

    @Test
    void aQuarterTurnTurnsAQuarter() {
        AffineJitter turn = new AffineJitter(90, 0, 0, 0);
        // The first number drawn is the angle, 2 * 1 - 1 of the limit.
        float[] turned = turn.apply(new Tensor(Shape.map(1, 9, 9), image), new Constant(Math.nextDown(1.0))).values();
        assertEquals(image[2 * 9 + 5], turned[5 * 9 + 6] + turned[3 * 9 + 2], 1e-4);
    }

    /** The largest draw reads twice as far from the middle, so everything comes to half its distance. */
    @Test
    void scalesAboutTheMiddle() {
        float[] far = new float[81];
        far[8 * 9 + 4] = 1;
        far[4 * 9] = 0.5f;
        far[4 * 9 + 4] = 2;
        float[] near = AffineJitter.scaling(1).apply(new Tensor(Shape.map(1, 9, 9), far), new Constant(Math.nextDown(1.0))).values();
        assertEquals(2, near[4 * 9 + 4], 1e-4);
        assertEquals(1, near[6 * 9 + 4], 1e-4);
        assertEquals(0.5, near[4 * 9 + 2], 1e-4);
    }

    @Test
    void translatesByWholePixels() {
        float[] moved = AffineJitter.translation(2).apply(new Tensor(Shape.map(1, 9, 9), image), new Constant(Math.nextDown(1.0))).values();
        assertEquals(1, moved[3], 1e-4);
        assertEquals(0.5, moved[2 * 9 + 2], 1e-4);
    }

    @Test
    void colourImagesMoveAsOne() {
        float[] twice = new float[162];
        System.arraycopy(image, 0, twice, 0, 81);
        System.arraycopy(image, 0, twice, 81, 81);
        Tensor moved = AffineJitter.DIGITS.apply(new Tensor(Shape.map(2, 9, 9), twice), new SplittableRandom(3));
        float[] one = AffineJitter.DIGITS.apply(new Tensor(Shape.map(1, 9, 9), image), new SplittableRandom(3)).values();
        assertArrayEquals(one, Arrays.copyOf(moved.values(), 81));
        assertArrayEquals(one, Arrays.copyOfRange(moved.values(), 81, 162));
    }

    @Test
    void refusesVectorsAndLimitsBelowZero() {
        assertEquals("only images of (channels, height, width) can be varied, not 81", assertThrows(IllegalArgumentException.class,
                () -> AffineJitter.DIGITS.apply(new Tensor(Shape.vector(81), image), new SplittableRandom(1))).getMessage());
        assertEquals("the limits of an affine jitter must be at least 0, not -3.0",
                assertThrows(IllegalArgumentException.class, () -> AffineJitter.rotation(-3)).getMessage());
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
