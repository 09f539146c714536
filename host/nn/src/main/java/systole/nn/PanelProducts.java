package systole.nn;

/**
 * The sums of a convolution's products, for a panel of output channels and some runs of pixels at a time.
 *
 * @param map what the taps read
 * @param offsets of the taps
 */
record PanelProducts(float[] map, int[] offsets, PanelWeights weights) {
    /** Runs whose sums are kept while taps change: they share what of the weights is in the first-level cache. */
    private static final int RUNS = 16;

    /** Taps at once, at most: with 32 columns 16 KiB of weights, what the first-level cache keeps from tile to tile beside the map's pixels. */
    private static final int TAPS = 128;

    /** Parts whose weights are fetched from memory together. */
    private static final int PARTS_FETCHED = 4;

    private static final BlockKernel KERNEL = BlockKernel.BEST;

    /** What becomes of the sums. */
    @FunctionalInterface
    interface Sink {
        /**
         * Takes the sums of a run.
         *
         * @param run which one
         * @param at index of its first pixel's first sum; the next pixel's is as many further as a panel has columns
         */
        void store(int run, float[] sums, int at);
    }

    /** Computes all runs, which read their first pixels from those indices on where a tap's offset is 0. */
    void compute(int panel, int[] runs, Sink sink) {
        // One more than there are sums, for what a fetch returns.
        float[] sums = new float[Math.min(RUNS, runs.length) * BlockKernel.RUN * weights.columns() + 1];
        for (int first = 0; first < runs.length; first += RUNS) {
            int some = Math.min(RUNS, runs.length - first);
            addTaps(panel, runs, first, some, sums);
            for (int run = 0; run < some; run++) {
                sink.store(first + run, sums, run * BlockKernel.RUN * weights.columns());
            }
        }
    }

    private void addTaps(int panel, int[] runs, int first, int count, float[] sums) {
        Cut cut = Cut.of(weights.taps(), 1, Math.ceilDiv(weights.taps(), TAPS));
        Addends addends = new Addends(weights.biases(), panel * weights.columns(), 0);
        for (int part = 0; part < cut.parts(); part++) {
            int from = cut.from(part);
            if (first == 0 && part % PARTS_FETCHED == 0) {
                sums[sums.length - 1] = weights.fetch(panel, from, cut.from(Math.min(part + PARTS_FETCHED, cut.parts())));
            }
            TapPart taps = new TapPart(map, offsets, from, cut.to(part), weights.weights(), weights.at(panel, from));
            KERNEL.add(taps, addends, runs, first, count, sums);
            addends = new Addends(sums, 0, weights.columns());
        }
    }
}
