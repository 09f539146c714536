package systole.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vector kernels against the plain loops, bit for bit, whose panels have other columns. */
class BlockKernelTest {
    private static final int TAPS = 37;
    private static final int OUTPUTS = 64;
    private static final BlockKernel SCALAR = new ScalarBlockKernel();
    private static final List<BlockKernel> VECTOR = List.of(new VectorBlockKernel(), new WideBlockKernel());

    private final SplittableRandom random = new SplittableRandom(4);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void addTheSameProducts(int count) {
        float[] map = values(2000);
        int[] offsets = IntStream.range(0, TAPS).map(tap -> tap * 11).toArray();
        int[] runs = IntStream.range(0, count + 2).map(run -> run * 123).toArray();
        float[] weights = values(TAPS * OUTPUTS);
        for (boolean fromBiases : new boolean[] {false, true}) {
            float[][] expected = products(SCALAR, map, offsets, weights, runs, count, fromBiases);
            for (BlockKernel kernel : VECTOR) {
                assertArrayEquals(expected, products(kernel, map, offsets, weights, runs, count, fromBiases), kernel.getClass().getSimpleName());
            }
        }
    }

    /** The sums of each output, for every pixel, from the third run and the fifth tap on; added to sums before, or to the last tap's weights. */
    private static float[][] products(BlockKernel kernel, float[] map, int[] offsets, float[] weights, int[] runs, int count, boolean fromBiases) {
        int columns = kernel.columns();
        int pixels = count * BlockKernel.RUN;
        float[][] outputs = new float[OUTPUTS][pixels];
        for (int panel = 0; panel < OUTPUTS / columns; panel++) {
            float[] packed = new float[TAPS * columns];
            for (int i = 0; i < packed.length; i++) {
                packed[i] = weights[i / columns * OUTPUTS + panel * columns + i % columns];
            }
            float[] sums = new float[pixels * columns];
            Arrays.fill(sums, 0.5f);
            Addends addends = fromBiases ? new Addends(packed, packed.length - columns, 0) : new Addends(sums, 0, columns);
            kernel.add(new TapPart(map, offsets, 5, TAPS, packed, 5 * columns), addends, runs, 2, count, sums);
            for (int i = 0; i < sums.length; i++) {
                outputs[panel * columns + i % columns][i / columns] = sums[i];
            }
        }
        return outputs;
    }

    @Test
    void finishTheSame() {
        for (BlockKernel kernel : VECTOR) {
            assertArrayEquals(finished(SCALAR), finished(kernel), kernel.getClass().getSimpleName());
        }
    }

    /** Three pixels of a block, with a residual, between bounds: also infinities and a NaN. */
    private static float[] finished(BlockKernel kernel) {
        SplittableRandom random = new SplittableRandom(8);
        int width = Math.min(kernel.columns(), BlockedMap.BLOCK);
        float[] output = new float[5 * BlockedMap.BLOCK];
        float[] residual = new float[5 * BlockedMap.BLOCK];
        float[] values = new float[3 * BlockedMap.BLOCK];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-2, 2);
            residual[BlockedMap.BLOCK + i] = (float) random.nextDouble(-2, 2);
        }
        values[1] = Float.NaN;
        values[2] = Float.POSITIVE_INFINITY;
        values[3] = Float.NEGATIVE_INFINITY;
        for (int lane = 0; lane < BlockedMap.BLOCK; lane += width) {
            float[] sums = new float[3 * kernel.columns()];
            for (int i = 0; i < 3 * width; i++) {
                sums[i / width * kernel.columns() + i % width] = values[i / width * BlockedMap.BLOCK + lane + i % width];
            }
            kernel.accumulate(residual, BlockedMap.BLOCK + lane, 3, width, sums, 0);
            kernel.clip(sums, 0, 3, width, new Bounds(-0.75f, 1.5f), output, BlockedMap.BLOCK + lane);
        }
        return output;
    }

    /** Of a patch of 2x3 pixels with steps, where a lane holds a NaN and another only negative infinities. */
    @Test
    void takeTheSameMaxima() {
        int rowStride = 6 * BlockedMap.BLOCK;
        float[] values = values(8 * rowStride);
        Patch patch = new Patch(1, 1, 4, 6, 2, 2, 6);
        values[16 + 3 * rowStride + 3 * BlockedMap.BLOCK + 5] = Float.NaN;
        for (int i = 16 + 6; i < values.length; i += BlockedMap.BLOCK) {
            values[i] = Float.NEGATIVE_INFINITY;
        }
        float[] expected = new float[48];
        SCALAR.maximum(values, 16, rowStride, patch, expected, 16);
        assertEquals(Float.NaN, expected[16 + 5]);
        assertEquals(Float.NEGATIVE_INFINITY, expected[16 + 6]);
        for (BlockKernel kernel : VECTOR) {
            float[] got = new float[48];
            kernel.maximum(values, 16, rowStride, patch, got, 16);
            assertArrayEquals(expected, got, kernel.getClass().getSimpleName());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 50})
    void gatherTheSamePixels(int pixels) {
        float[] planes = values(2000);
        int[] offsets = IntStream.range(0, BlockedMap.BLOCK).map(channel -> Math.min(channel, 11) * 101).toArray();
        for (BlockKernel kernel : VECTOR) {
            float[] expected = new float[60 * BlockedMap.BLOCK];
            float[] got = new float[60 * BlockedMap.BLOCK];
            SCALAR.gather(planes, 5, offsets, pixels, expected, 16);
            kernel.gather(planes, 5, offsets, pixels, got, 16);
            assertArrayEquals(expected, got, kernel.getClass().getSimpleName());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 48, 160})
    void addTheSameDotProducts(int count) {
        float[] left = values(count + 3);
        float[] right = values(count);
        for (BlockKernel kernel : VECTOR) {
            assertEquals(SCALAR.dot(left, 3, right, count), kernel.dot(left, 3, right, count), kernel.getClass().getSimpleName());
        }
    }

    private float[] values(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }
}
