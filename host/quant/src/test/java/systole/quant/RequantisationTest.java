package systole.quant;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RequantisationTest {
    private static final int[] EXTREMES = {Integer.MIN_VALUE, Integer.MIN_VALUE + 1, -1, 0, 1, Integer.MAX_VALUE - 1, Integer.MAX_VALUE};
    private final Random random = new Random(12);

    /** Scales of 1/2 and 3/2 make ties; the largest and the smallest make infinities and subnormal numbers. */
    @Test
    void manySumsGiveWhatEachGivesAlone() {
        float[] scales = {0.5f, 1.5f, 0.25f, 1, 0.0173f, 1e-6f, Float.MIN_NORMAL, Float.MAX_VALUE};
        for (int zeroPoint : new int[] {-128, -1, 0, 1, 127}) {
            for (int[] clamp : new int[][] {{-128, 127}, {zeroPoint, 127}, {5, 5}, {-128, -128}, {-7, 100}}) {
                int[] biases = {0, 0, 1, -1, 12345, Integer.MAX_VALUE, Integer.MIN_VALUE, 7};
                Optional<byte[]> lookup = random.nextBoolean() ? Optional.of(bytes(256)) : Optional.empty();
                check(new Requantisation(biases, scales, zeroPoint, clamp[0], clamp[1], lookup));
            }
        }
    }

    private void check(Requantisation requantisation) {
        for (int channel = 0; channel < requantisation.bias().length; channel++) {
            for (int count : new int[] {1, 15, 16, 17, 701}) {
                int[] sums = sums(count + 3);
                byte[] results = bytes(count + 5);
                byte[] expected = results.clone();
                for (int i = 0; i < count; i++) {
                    expected[2 + i] = requantisation.apply(channel, sums[3 + i]);
                }
                requantisation.apply(channel, sums, 3, results, 2, count);
                String place = "channel %d of %s".formatted(channel, requantisation);
                assertArrayEquals(expected, results, place);
            }
        }
    }

    /** Small sums, where ties are, large ones, and extremes. */
    private int[] sums(int count) {
        int[] sums = new int[count];
        for (int i = 0; i < count; i++) {
            sums[i] = switch (random.nextInt(3)) {
                case 0 -> random.nextInt(-600, 600);
                case 1 -> random.nextInt() >> random.nextInt(16);
                default -> EXTREMES[random.nextInt(EXTREMES.length)];
            };
        }
        return sums;
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
