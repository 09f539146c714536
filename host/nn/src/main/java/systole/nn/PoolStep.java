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
        MAXIMUM {
            @Override
            void pool(BlockedTensor input, int block, Patch patch, float[] results, int at) {
                KERNEL.maximum(input.values(), input.map().at(block, 0, 0), input.map().rowStride(), patch, results, at);
            }
        },
        MEAN {
            @Override
            void pool(BlockedTensor input, int block, Patch patch, float[] results, int at) {
                Arrays.fill(results, at, at + BlockedMap.BLOCK, 0);
                for (int y = patch.top(); y < patch.bottom(); y += patch.stepY()) {
                    for (int x = patch.left(); x < patch.right(); x += patch.stepX()) {
                        KERNEL.accumulate(input.values(), input.map().at(block, y, x), 1, BlockedMap.BLOCK, results, at);
                    }
                }
                for (int i = at; i < at + BlockedMap.BLOCK; i++) {
                    results[i] /= patch.divisor();
                }
            }
        };

        /** Writes the results for a block of channels. */
        abstract void pool(BlockedTensor input, int block, Patch patch, float[] results, int at);
    }

    @Override
    public void run(Workers workers) {
        BlockedMap to = output.map();
        workers.forRanges(to.blocks() * to.height(), to.rowStride(), (from, end) -> {
            for (int row = from; row < end; row++) {
                for (int x = 0; x < to.width(); x++) {
                    int y = row % to.height();
                    int block = row / to.height();
                    pooling.pool(input, block, patches[y * to.width() + x], output.values(), to.at(block, y, x));
                }
            }
        });
    }
}
