package systole.compiler.interpreter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TileProductTest {
    private static final int[] PIXELS = {1, 2, 7, 15, 16, 17, 49, 131};
    private static final int WEIGHT_TILES = 3;
    private final Random random = new Random(4);

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 16, 32, 64})
    void equalsTheContractsFormula(int lanes) {
        for (int pixels : PIXELS) {
            check(lanes, pixels, bytes(pixels * lanes), bytes(WEIGHT_TILES * lanes * lanes), random.ints((pixels + 2) * lanes).toArray());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 64})
    void extremeSumsAreExactAndWrapAround(int lanes) {
        for (int start : new int[] {0, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            for (byte weight : new byte[] {Byte.MIN_VALUE, Byte.MAX_VALUE}) {
                byte[] vectors = new byte[17 * lanes];
                byte[] weights = new byte[WEIGHT_TILES * lanes * lanes];
                int[] accumulators = new int[19 * lanes];
                Arrays.fill(vectors, Byte.MIN_VALUE);
                Arrays.fill(weights, weight);
                Arrays.fill(accumulators, start);
                check(lanes, 17, vectors, weights, accumulators);
            }
        }
    }

    /** Adds all weight tiles but the first to the accumulators from row 1 on. */
    private static void check(int lanes, int pixels, byte[] vectors, byte[] weights, int[] accumulators) {
        TileProduct product = new TileProduct(lanes, pixels);
        int[] expected = accumulators.clone();
        int[] actual = accumulators.clone();
        for (int tile = 1; tile < WEIGHT_TILES; tile++) {
            product.add(vectors, weights, tile * lanes * lanes);
            addPlainly(lanes, pixels, vectors, weights, tile * lanes * lanes, expected);
        }
        product.addTo(actual, 1);
        assertArrayEquals(expected, actual, () -> "%d lanes, %d pixels".formatted(lanes, pixels));
    }

    private static void addPlainly(int lanes, int pixels, byte[] vectors, byte[] weights, int base, int[] accumulators) {
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int output = 0; output < lanes; output++) {
                int row = base + output * lanes;
                int vector = pixel * lanes;
                accumulators[(1 + pixel) * lanes + output] +=
                        IntStream.range(0, lanes).map(input -> weights[row + input] * vectors[vector + input]).sum();
            }
        }
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
