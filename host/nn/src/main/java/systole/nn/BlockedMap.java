package systole.nn;

import java.util.stream.IntStream;
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
        int[] planes = planes(BLOCK);
        int[] lastPlanes = planes(channels - (blocks() - 1) * BLOCK);
        forRuns(workers, (block, from, to, pixels) ->
                BlockKernel.BEST.gather(plain, from, block < blocks() - 1 ? planes : lastPlanes, pixels, blocked, to));
    }

    /** Where the channels of a block lie behind the first one; lanes beyond the last channel take its values. */
    private int[] planes(int count) {
        return IntStream.range(0, BLOCK).map(lane -> Math.min(lane, count - 1) * height * width).toArray();
    }

    /** Copies to a map in the order (channels, height, width). */
    void unpack(float[] blocked, float[] plain, Workers workers) {
        forRuns(workers, (block, to, from, pixels) -> {
            for (int lane = 0; lane < Math.min(BLOCK, channels - block * BLOCK); lane++) {
                int plane = to + lane * height * width;
                for (int x = 0; x < pixels; x++) {
                    plain[plane + x] = blocked[from + lane + x * BLOCK];
                }
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

    /** Some neighbouring pixels of a block: the indices of the first one's first channel in both orders. */
    @FunctionalInterface
    private interface Run {
        void copy(int block, int plain, int blocked, int pixels);
    }

    /** Runs that stay in the first-level cache while each channel touches every cache line. Without a border the rows are one line. */
    private void forRuns(Workers workers, Run run) {
        int line = border == 0 ? height * width : width;
        int lines = height * width / line;
        int parts = Math.ceilDiv(line, LONGEST_RUN);
        workers.forRanges(blocks() * lines * parts, Math.min(line, LONGEST_RUN) * BLOCK, (from, to) -> {
            for (int i = from; i < to; i++) {
                int block = i % blocks();
                int x = i / blocks() % parts * LONGEST_RUN;
                int y = i / blocks() / parts;
                run.copy(block, (block * BLOCK * height + y) * width + x, at(block, y, x), Math.min(LONGEST_RUN, line - x));
            }
        });
    }
}
