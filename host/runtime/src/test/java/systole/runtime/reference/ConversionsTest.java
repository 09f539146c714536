package systole.runtime.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import systole.quant.QuantisedOperator.Addition;
import systole.quant.Requantisation;
import systole.runtime.reference.IntegerMatrixProduct.Panel;

/** Conversions against one element at a time, at awkward counts and places. */
class ConversionsTest {
    private static final Conversions[] ALL = {new PlainConversions(), new VectorConversions()};
    private static final int[] EXTREMES = {0, 1, -1, 127, -128, (1 << 24) + 1, -(1 << 24) - 1, Integer.MAX_VALUE, Integer.MIN_VALUE};
    private static final float[] SCALES = {0.5f, 0.3f, 1e-6f, 2e-7f, 1e-7f, 1e-30f, 511, 0x1p20f - 1, 0x1p20f, 1.5e7f, 1e30f};
    private final Random random = new Random(9);

    @Test
    void floatsAreTheIntegers() {
        for (Conversions conversions : ALL) {
            for (int count = 0; count < 70; count++) {
                byte[] integers = bytes(3 + count + Conversions.SPILL);
                float[] floats = new float[count + Conversions.SPILL];
                conversions.toFloats(integers, 3, count, floats);
                for (int i = 0; i < count; i++) {
                    assertEquals(integers[3 + i], floats[i]);
                }
            }
        }
    }

    /** Columns one or a few bytes apart, now and then as far as another row of a map; what lies around the panel stays. */
    @Test
    void panelsHoldTheMatrixLessItsZeroPoint() {
        for (int gap = 1; gap < 60; gap++) {
            int[] columns = new int[5 + 64];
            for (int i = 1; i < columns.length; i++) {
                columns[i] = columns[i - 1] + (random.nextInt(4) == 0 ? gap : random.nextInt(2));
            }
            int[] rows = random.ints(9, 0, 100).toArray();
            byte[] values = bytes(2 + 100 + columns[columns.length - 1] + Conversions.SPILL);
            GatheredMatrix matrix = new GatheredMatrix(values, 2, rows, columns, random.nextInt(-128, 128));
            for (int width = 16; width <= 64; width *= 2) {
                Panel panel = new Panel(3, 6, 5, width);
                float[] expected = new float[7 + 6 * width + 1];
                Arrays.fill(expected, 0.5f);
                for (int i = 0; i < 6 * width; i++) {
                    expected[7 + i] = values[2 + rows[3 + i / width] + columns[5 + i % width]] - matrix.zeroPoint();
                }
                for (Conversions conversions : ALL) {
                    float[] panels = new float[expected.length];
                    Arrays.fill(panels, 0.5f);
                    conversions.pack(matrix, panel, panels, 7);
                    assertArrayEquals(expected, panels);
                }
            }
        }
    }

    @Test
    void floatsBecomeIntegersAndAddAsInt32Does() {
        float[] floats = new float[3 + 64];
        int[] integers = random.ints(5 + 64 + 1).toArray();
        for (int i = 0; i < floats.length; i++) {
            floats[i] = random.nextInt(-(1 << 24), (1 << 24) + 1);
        }
        int[] converted = integers.clone();
        int[] added = integers.clone();
        for (int i = 0; i < 64; i++) {
            converted[5 + i] = (int) floats[3 + i];
            added[5 + i] += (int) floats[3 + i];
        }
        for (Conversions conversions : ALL) {
            int[] results = integers.clone();
            conversions.addIntegers(floats, 3, results, 5, 64);
            assertArrayEquals(added, results);
            conversions.toIntegers(floats, 3, results, 5, 64);
            assertArrayEquals(converted, results);
        }
    }

    /**
     * Random products, and the largest ones, whose sums leave float32's exact range and int32's: odd ones too, since multiples of 128 would hide
     * that float32 has lost digits.
     */
    @Test
    void sumsOfProductsWrapAsInt32Does() {
        for (int count : new int[] {0, 1, 63, 64, 65, 513 * 64, 40_000, 70_001}) {
            byte[] left = bytes(3 + count);
            checkDot(left, random.ints(count, -255, 256).toArray());
            for (byte largest : new byte[] {-128, -127, 127}) {
                int[] right = new int[count];
                Arrays.fill(left, largest);
                Arrays.fill(right, -255);
                checkDot(left, right);
            }
        }
    }

    private static void checkDot(byte[] left, int[] right) {
        float[] floats = new float[right.length];
        int expected = 0;
        for (int i = 0; i < right.length; i++) {
            floats[i] = right[i];
            expected += left[3 + i] * right[i];
        }
        for (Conversions conversions : ALL) {
            assertEquals(expected, conversions.dot(left, 3, right.length, floats));
        }
    }

    /** Multipliers and shifts up to the largest ones, and values that make ties. */
    @Test
    void sumsAreTheFormulas() {
        for (int shift = 1; shift <= Addition.LARGEST_SHIFT; shift++) {
            for (int multiplier : new int[] {0, 1, 1 << Math.min(shift - 1, 21), random.nextInt(1 << 22), (1 << 22) - 1}) {
                Addition addition = new Addition(
                        multiplier, random.nextInt(1 << 22), shift, random.nextInt(-128, 128), random.nextInt(-128, 0), random.nextInt(128));
                byte[] left = bytes(random.nextInt(100));
                byte[] right = bytes(left.length);
                byte[] expected = new byte[left.length];
                for (int i = 0; i < left.length; i++) {
                    expected[i] = addition.apply(left[i] + 128, right[i] - 127);
                }
                for (Conversions conversions : ALL) {
                    byte[] results = new byte[left.length];
                    conversions.sum(addition, left, -128, right, 127, results);
                    assertArrayEquals(expected, results, addition::toString);
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

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private int[] sums(int count) {
        int[] sums = random.ints(count, -300, 300).toArray();
        for (int i = 0; i < count; i += 3) {
            sums[i] = EXTREMES[random.nextInt(EXTREMES.length)];
        }
        return sums;
    }

    private Requantisation requantisation() {
        float[] scales = {1, SCALES[random.nextInt(SCALES.length)]};
        int[] biases = {0, random.nextBoolean() ? 0 : random.nextInt()};
        byte[] table = new byte[256];
        random.nextBytes(table);
        return new Requantisation(biases, scales, random.nextInt(-128, 128), random.nextInt(-128, 0), random.nextInt(0, 128),
                random.nextInt(4) == 0 ? Optional.of(table) : Optional.empty());
    }
}
