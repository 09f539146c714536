package systole.nn;

import systole.graph.Shape;

/**
 * How a map lies in an array for inference: blocks of {@link #BLOCK} channels, of each the rows, of each the pixels, of each the block's channels.
 * A border of pixels around every block's map stays 0 and serves as padding; lanes beyond the last channel hold nothing of use.
 *
 * @param channels at least 1
 * @param height rows without the border
 * @param width pixels of a row without the border
 * @param border pixels on each side
 */
record BlockedMap(int channels, int height, int width, int border) {
    /** Channels of a block: a vector of 512 bits. */
    static final int BLOCK = 16;

    /** Elements behind the last pixel, which a run of pixels that ends beyond its row may read. */
    private static final int SLACK = BlockKernel.RUN * BLOCK;

    /** Pixels of a block that are copied at once: 16 KiB. */
    private static final int LONGEST_RUN = 256;

    static BlockedMap of(Shape shape, int border) {
        return new BlockedMap(shape.channels(), shape.height(), shape.width(), border);
    }

    int blocks() {
        return Math.ceilDiv(channels, BLOCK);
    }

    /** Elements from row to row. */
    int rowStride() {
        return (width + 2 * border) * BLOCK;
    }

    /** Elements from block to block. */
    int blockStride() {
        return Math.multiplyExact(height + 2 * border, rowStride());
    }

    /** Elements of the array. */
    int size() {
        return Math.addExact(Math.multiplyExact(blocks(), blockStride()), SLACK);
    }

    /** Index of a pixel's first channel in a block; the border's pixels have coordinates below 0, and from height and width on. */
    int at(int block, int y, int x) {
        return block * blockStride() + (y + border) * rowStride() + (x + border) * BLOCK;
    }

    /** Copies from a map in the order (channels, height, width). */
    void pack(float[] plain, float[] blocked, Workers workers) {
        forRuns(workers, (source, target, pixels) -> {
            for (int x = 0; x < pixels; x++) {
                blocked[target + x * BLOCK] = plain[source + x];
            }
        });
    }

    /** Copies to a map in the order (channels, height, width). */
    void unpack(float[] blocked, float[] plain, Workers workers) {
        forRuns(workers, (target, source, pixels) -> {
            for (int x = 0; x < pixels; x++) {
                plain[target + x] = blocked[source + x * BLOCK];
            }
        });
    }

    /** Copies the first pixels from the order (height, width, channels), as many as there are; the map has no border. */
    void packPixels(float[] plain, float[] blocked, Workers workers) {
        workers.forRanges(plain.length / channels, channels, (from, to) -> {
            for (int pixel = from; pixel < to; pixel++) {
                for (int channel = 0; channel < channels; channel += BLOCK) {
                    int block = at(channel / BLOCK, 0, pixel);
                    System.arraycopy(plain, pixel * channels + channel, blocked, block, Math.min(BLOCK, channels - channel));
                }
            }
        });
    }

    /** Some neighbouring pixels of a channel: the indices of the first one in both orders. */
    @FunctionalInterface
    private interface Run {
        void copy(int plain, int blocked, int pixels);
    }

    /**
     * Channel by channel within a block's run, so that the run, of which each channel touches every cache line, stays in the first-level cache.
     * Without a border the rows are one line.
     */
    private void forRuns(Workers workers, Run run) {
        int line = border == 0 ? height * width : width;
        int lines = height * width / line;
        int parts = Math.ceilDiv(line, LONGEST_RUN);
        workers.forRanges(blocks() * lines * parts, Math.min(line, LONGEST_RUN) * BLOCK, (from, to) -> {
            for (int i = from; i < to; i++) {
                int block = i % blocks();
                int x = i / blocks() % parts * LONGEST_RUN;
                int y = i / blocks() / parts;
                for (int channel = block * BLOCK; channel < Math.min(channels, (block + 1) * BLOCK); channel++) {
                    int plain = (channel * height + y) * width + x;
                    run.copy(plain, at(block, y, x) + channel % BLOCK, Math.min(LONGEST_RUN, line - x));
                }
            }
        });
    }
}
