package systole.nn;

import java.util.stream.IntStream;

/**
 * The product of two matrices of one image, (n, k) times (k, m), as a 1x1 convolution: the left one's rows are pixels of k channels, the right one
 * is weights for m of them.
 *
 * @param left rows of k
 * @param pixels the same in blocks
 * @param right rows of m
 * @param weights the same in panels
 * @param output rows of m
 */
record ProductStep(float[] left, BlockedTensor pixels, float[] right, PanelWeights weights, float[] output) implements Step {
    static ProductStep of(float[] left, float[] right, float[] output, int inner) {
        // As many pixels as whole runs hold: what the last run reads beyond the rows stays 0.
        BlockedMap map = new BlockedMap(inner, Math.ceilDiv(left.length / inner, BlockKernel.RUN), BlockKernel.RUN, 0);
        return new ProductStep(left, new BlockedTensor(map, new float[map.size()]), right, PanelWeights.zeros(inner, right.length / inner), output);
    }

    @Override
    public void run(Workers workers) {
        BlockedMap map = pixels.map();
        map.packPixels(left, pixels.values(), workers);
        weights.fill(right, workers);
        int[] offsets = IntStream.range(0, weights.taps()).map(tap -> map.at(tap / BlockedMap.BLOCK, 0, 0) + tap % BlockedMap.BLOCK).toArray();
        PanelProducts products = new PanelProducts(pixels.values(), offsets, weights);
        Cut bands = Cut.of(map.height(), 1, workers.parts(weights.panels()));
        workers.forEach(bands.parts() * weights.panels(), task -> {
            int panel = task % weights.panels();
            int top = bands.from(task / weights.panels());
            int bottom = bands.to(task / weights.panels());
            int[] runs = IntStream.range(top, bottom).map(run -> map.at(0, run, 0)).toArray();
            products.compute(panel, runs, (run, sums, at) -> store(panel, (top + run) * BlockKernel.RUN, sums, at));
        });
    }

    private void store(int panel, int firstRow, float[] sums, int at) {
        int column = panel * weights.columns();
        int width = Math.min(weights.columns(), weights.outputs() - column);
        int rows = Math.min(BlockKernel.RUN, output.length / weights.outputs() - firstRow);
        for (int row = 0; row < rows; row++) {
            System.arraycopy(sums, at + row * weights.columns(), output, (firstRow + row) * weights.outputs() + column, width);
        }
    }
}
