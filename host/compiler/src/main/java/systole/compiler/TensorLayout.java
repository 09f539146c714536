package systole.compiler;

import systole.contract.Region;
import systole.graph.Shape;

/**
 * Where a tensor's bytes lie in a region of device memory: blocks of `lanes` channels, each block a map of rows of pixels of
 * `lanes` bytes, (block, y, x, lane); or for a dense few-channel image (y, x, channel) with the channels of a pixel side by side.
 *
 * @param tensor the tensor's name in the graph
 * @param shape its shape without the batch
 * @param region the region of device memory
 * @param offset byte offset in the region
 * @param pixelBytes bytes from pixel to pixel: N in blocked layout, the channel count (or more) in a dense one
 * @param rowBytes bytes from row to row, at least width * pixelBytes plus what padding adds
 * @param blockBytes bytes from channel block to channel block; all of the tensor in a dense layout
 * @param padTop rows of zero point that lie before the first image row (dense inputs carry their padding), likewise left
 * @param padLeft pixels of zero point before each row's first pixel
 * @param bytes bytes of the whole tensor, padding included
 */
public record TensorLayout(
        String tensor, Shape shape, Region region, long offset, int pixelBytes, int rowBytes, int blockBytes,
        int padTop, int padLeft, int bytes) {
    /** Byte offset, from the tensor's start, of one element; `channelsPerBlock` is pixelBytes in a blocked layout. */
    public int offsetOf(int channel, int y, int x) {
        int block = channel / pixelBytes;
        return block * blockBytes + (y + padTop) * rowBytes + (x + padLeft) * pixelBytes + channel % pixelBytes;
    }

    /** Whether the element's channel count fits one pixel, so that there is a single block. */
    public boolean dense() {
        return shape.channels() <= pixelBytes;
    }
}
