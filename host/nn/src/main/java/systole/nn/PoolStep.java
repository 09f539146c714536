package systole.nn;

import java.util.Arrays;

/**
 * A pool in blocks.
 *
 * @param patches what each pixel of an output channel reads
 * @param pooling what it makes of that
 */
record PoolStep(Patch[] patches, Pooling pooling, BlockedTensor input, BlockedTensor output) implements Step {
    private static final BlockKernel KERNEL = BlockKernel.BEST;

    /** What becomes of the pixels under a patch. */
    enum Pooling {
        MAXIMUM(Float.NEGATIVE_INFINITY) {
            @Override
            void take(float[] values, int from, float[] results, int at) {
                KERNEL.maximum(values, from, results, at);
            }

            @Override
            void finish(float[] results, int at, int divisor) {
                // The maximum is the result.
            }
        },
        MEAN(0) {
            @Override
            void take(float[] values, int from, float[] results, int at) {
                KERNEL.accumulate(values, from, 1, BlockedMap.BLOCK, results, at);
            }

            @Override
            void finish(float[] results, int at, int divisor) {
                for (int i = at; i < at + BlockedMap.BLOCK; i++) {
                    results[i] /= divisor;
                }
            }
        };

        private final float start;

        Pooling(float start) {
            this.start = start;
        }

        /** Takes a pixel's block of channels. */
        abstract void take(float[] values, int from, float[] results, int at);

        /** What is done when all are taken. */
        abstract void finish(float[] results, int at, int divisor);
    }

    @Override
    public void run(Workers workers) {
        BlockedMap to = output.map();
        workers.forRanges(to.blocks() * to.height(), to.rowStride(), (from, end) -> {
            for (int row = from; row < end; row++) {
                for (int x = 0; x < to.width(); x++) {
                    pool(row / to.height(), row % to.height(), x);
                }
            }
        });
    }

    private void pool(int block, int y, int x) {
        Patch patch = patches[y * output.map().width() + x];
        float[] results = output.values();
        int at = output.map().at(block, y, x);
        Arrays.fill(results, at, at + BlockedMap.BLOCK, pooling.start);
        for (int row = patch.top(); row < patch.bottom(); row += patch.stepY()) {
            int from = input.map().at(block, row, 0);
            for (int column = patch.left(); column < patch.right(); column += patch.stepX()) {
                pooling.take(input.values(), from + column * BlockedMap.BLOCK, results, at);
            }
        }
        pooling.finish(results, at, patch.divisor());
    }
}
