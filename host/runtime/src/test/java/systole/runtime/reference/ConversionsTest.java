package systole.runtime.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import systole.quant.Requantisation;

/** Conversions against one element at a time, at awkward counts and places. */
class ConversionsTest {
    private static final Conversions[] ALL = {new PlainConversions(), new VectorConversions()};
    private static final int[] EXTREMES = {0, 1, -1, 127, -128, (1 << 24) + 1, -(1 << 24) - 1, Integer.MAX_VALUE, Integer.MIN_VALUE};
    private final Random random = new Random(9);

    @Test
    void floatsAreIntegersLessTheirZeroPoint() {
        for (Conversions conversions : ALL) {
            for (int count = 0; count < 70; count++) {
                byte[] integers = new byte[3 + count + Conversions.SPILL];
                random.nextBytes(integers);
                int zeroPoint = random.nextInt(-128, 128);
                float[] floats = new float[5 + count + Conversions.SPILL];
                Arrays.fill(floats, 0.5f);
                conversions.toFloats(integers, 3, count, zeroPoint, floats, 5);
                assertEquals(0.5f, floats[4]);
                for (int i = 0; i < count; i++) {
                    assertEquals(integers[3 + i] - zeroPoint, floats[5 + i]);
                }
            }
        }
    }

    /** Results before and behind stay as they are. Scales make ties, sums that float32 rounds, and both clamps. */
    @Test
    void resultsAreTheFormulas() {
        for (Conversions conversions : ALL) {
            for (int count = 0; count < 70; count++) {
                int[] sums = sums(count + 4);
                Requantisation requantisation = requantisation();
                byte[] results = new byte[count + 9];
                random.nextBytes(results);
                byte[] expected = results.clone();
                for (int i = 0; i < count; i++) {
                    expected[7 + i] = requantisation.apply(1, sums[4 + i]);
                }
                conversions.requantise(requantisation, 1, sums, 4, results, 7, count);
                assertArrayEquals(expected, results, () -> requantisation + " of " + Arrays.toString(sums));
            }
        }
    }

    private int[] sums(int count) {
        int[] sums = random.ints(count, -300, 300).toArray();
        for (int i = 0; i < count; i += 3) {
            sums[i] = EXTREMES[random.nextInt(EXTREMES.length)];
        }
        return sums;
    }

    private Requantisation requantisation() {
        float[] scales = {1, new float[] {0.5f, 0.3f, 1e-6f, 1e-30f, 1e30f}[random.nextInt(5)]};
        int[] biases = {0, random.nextBoolean() ? 0 : random.nextInt()};
        byte[] table = new byte[256];
        random.nextBytes(table);
        return new Requantisation(biases, scales, random.nextInt(-128, 128), random.nextInt(-128, 0), random.nextInt(0, 128),
                random.nextInt(4) == 0 ? Optional.of(table) : Optional.empty());
    }
}
