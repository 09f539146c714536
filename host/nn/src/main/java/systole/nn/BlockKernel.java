package systole.nn;

/**
 * The innermost loops on maps in blocks ({@link BlockedMap}). Every implementation computes each element in the same order, products by fused
 * multiply-adds: all give the same bits.
 */
interface BlockKernel {
    /** Pixels of a run, neighbours in a row. The widths of the maps of networks on 224x224 pixels are its multiples. */
    int RUN = 7;

    /** The fastest that this JVM can run: on the Vector API where its module is there. */
    BlockKernel BEST = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
            ? VectorBlockKernel.ofThisMachine() : new ScalarBlockKernel();

    /** Output channels of a panel of weights: a block's, a multiple, or a whole fraction of them. */
    int columns();

    /**
     * Adds the products of some taps with a panel's weights to the sums of runs of pixels.
     *
     * @param runs where a tap of offset 0 reads each run's first pixel
     * @param first the first run, whose sums are the first ones
     * @param count how many runs
     * @param sums for each run, for each of its pixels, {@link #columns} output channels
     */
    void add(TapPart part, Addends addends, int[] runs, int first, int count, float[] sums);

    /** sums += values for so many neighbouring pixels and {@code width} channels, at most a block's. */
    void accumulate(float[] values, int from, int pixels, int width, float[] sums, int at);

    /** output = sums, kept between bounds, for so many neighbouring pixels and {@code width} channels. */
    void clip(float[] sums, int at, int pixels, int width, Bounds bounds, float[] output, int to);

    /**
     * Copies the channels of so many neighbouring pixels to a block, pixel by pixel, from planes.
     *
     * @param offsets how far behind index {@code from} of the planes each channel's first pixel is
     */
    void gather(float[] planes, int from, int[] offsets, int pixels, float[] output, int to);

    /**
     * The largest values of a patch, for the channels of a block; a NaN is larger than any number.
     *
     * @param from index of the block's pixel (0, 0), from where rows are {@code rowStride} apart
     */
    void maximum(float[] values, int from, int rowStride, Patch patch, float[] maxima, int at);

    /** The sum of so many products, a multiple of a block: a chain for each lane of a block, then one over the lanes in their order. */
    float dot(float[] left, int from, float[] right, int count);
}
