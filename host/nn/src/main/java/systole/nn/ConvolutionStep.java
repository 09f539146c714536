package systole.nn;

import java.util.Optional;

/**
 * A convolution in blocks: sums start from the biases, take the products tap by tap, then what is added from elsewhere, and are stored between
 * two bounds.
 *
 * @param source of the taps
 * @param residual what is added to the sums, of the output's layout
 * @param bounds of the output
 */
record ConvolutionStep(TapSource source, PanelWeights weights, Optional<BlockedTensor> residual, Bounds bounds, BlockedTensor output)
        implements Step {
    /** Elements that are read for a band of rows: 512 KiB, a quarter of a usual second-level cache. */
    private static final int BAND = 1 << 17;

    private static final BlockKernel KERNEL = BlockKernel.BEST;

    @Override
    public void run(Workers workers) {
        source.prepare(workers);
        int panels = weights.groups() * weights.panels();
        Cut bands = Cut.of(output.map().height(), 1, Math.max(workers.parts(panels), source.values().length / weights.groups() / BAND));
        workers.forEach(bands.parts() * panels, task -> {
            int band = task / panels;
            computeBand(task % panels, bands.from(band), bands.to(band));
        });
    }

    private void computeBand(int panel, int top, int bottom) {
        int runsPerRow = Math.ceilDiv(output.map().width(), BlockKernel.RUN);
        int count = (bottom - top) * runsPerRow;
        int[] runs = new int[count];
        for (int run = 0; run < count; run++) {
            runs[run] = source.at(panel / weights.panels(), top + run / runsPerRow, run % runsPerRow * BlockKernel.RUN);
        }
        new PanelProducts(source.values(), source.offsets(), weights).compute(panel, runs, (run, sums, at) ->
                store(panel, top + run / runsPerRow, run % runsPerRow * BlockKernel.RUN, sums, at));
    }

    /** Stores what of a run and a panel belongs to the output, block by block. */
    private void store(int panel, int y, int x, float[] sums, int at) {
        int pixels = Math.min(BlockKernel.RUN, output.map().width() - x);
        int width = Math.min(weights.columns(), BlockedMap.BLOCK);
        int first = panel % weights.panels() * weights.columns();
        for (int column = 0; column < weights.columns() && first + column < weights.outputs(); column += width) {
            int channel = panel / weights.panels() * weights.outputs() + first + column;
            int to = output.map().at(channel / BlockedMap.BLOCK, y, x) + channel % BlockedMap.BLOCK;
            if (residual.isPresent()) {
                BlockedMap map = residual.get().map();
                int from = map.at(channel / BlockedMap.BLOCK, y, x) + channel % BlockedMap.BLOCK;
                KERNEL.accumulate(residual.get().values(), from, pixels, width, sums, at + column);
            }
            KERNEL.clip(sums, at + column, pixels, width, bounds, output.values(), to);
        }
    }
}
