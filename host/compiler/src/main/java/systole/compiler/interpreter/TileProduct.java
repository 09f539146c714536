package systole.compiler.interpreter;

/**
 * What the array computes of one output tile: sums += W v for every pixel's input vector v, weight tile W after weight tile.
 *
 * <p>Vectors and sums are kept as planes, a plane for a lane, so that the inner loop runs over pixels and the JIT compiler makes
 * vector instructions of it. It does so only where it sees that no array overlaps another at a different index, hence an array
 * for each plane. Four input lanes a turn spare three of four loads and stores of the sums.
 */
final class TileProduct {
    private static final int LANES_PER_TURN = 4;

    private final int lanes;
    private final int pixels;
    private final int[][] inputs;
    private final int[][] sums;

    /**
     * Sums that are all 0.
     *
     * @param lanes N, a multiple of 4
     * @param pixels pixels of the output tile
     */
    TileProduct(int lanes, int pixels) {
        this.lanes = lanes;
        this.pixels = pixels;
        inputs = new int[lanes][pixels];
        sums = new int[lanes][pixels];
    }

    /**
     * Adds the products of one weight tile, in two's complement int32.
     *
     * @param vectors N bytes for each pixel
     * @param weights row j holds the N weights of output lane j
     * @param base where the weight tile starts
     */
    void add(byte[] vectors, byte[] weights, int base) {
        for (int lane = 0; lane < lanes; lane++) {
            transpose(vectors, lane, inputs[lane]);
        }
        for (int output = 0; output < lanes; output++) {
            for (int input = 0; input < lanes; input += LANES_PER_TURN) {
                addFour(sums[output], input, weights, base + output * lanes + input);
            }
        }
    }

    private void transpose(byte[] vectors, int lane, int[] plane) {
        for (int pixel = 0; pixel < pixels; pixel++) {
            plane[pixel] = vectors[pixel * lanes + lane];
        }
    }

    private void addFour(int[] plane, int input, byte[] weights, int at) {
        int[] input0 = inputs[input];
        int[] input1 = inputs[input + 1];
        int[] input2 = inputs[input + 2];
        int[] input3 = inputs[input + 3];
        int weight0 = weights[at];
        int weight1 = weights[at + 1];
        int weight2 = weights[at + 2];
        int weight3 = weights[at + 3];
        for (int pixel = 0; pixel < pixels; pixel++) {
            plane[pixel] += weight0 * input0[pixel] + weight1 * input1[pixel] + weight2 * input2[pixel] + weight3 * input3[pixel];
        }
    }

    /** Adds all sums to the accumulator rows from {@code base} on, a row of N sums for each pixel. */
    void addTo(int[] accumulators, int base) {
        for (int lane = 0; lane < lanes; lane++) {
            for (int pixel = 0; pixel < pixels; pixel++) {
                accumulators[(base + pixel) * lanes + lane] += sums[lane][pixel];
            }
        }
    }
}
