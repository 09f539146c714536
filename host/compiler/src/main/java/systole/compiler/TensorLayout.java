package systole.compiler;

import java.util.Arrays;
import systole.contract.Region;
import systole.graph.Shape;

/**
 * Where a tensor's bytes lie in a region of device memory: blocks of `lanes` channels, each block a map of rows of pixels of
 * `lanes` bytes, (block, y, x, lane); or for a dense few-channel image (y, x, channel) with the channels of a pixel side by side, or
 * those of a few rows' pixels, (y, x, folded row, channel). A vector is a map of one pixel.
 *
 * @param tensor the tensor's name in the graph
 * @param shape its shape without the batch
 * @param region the region of device memory
 * @param offset byte offset in the region
 * @param folding image rows that are side by side; only in a dense layout
 * @param pixelBytes bytes from pixel to pixel: N in blocked layout, the channel count times the folded rows in a dense one
 * @param rowBytes bytes from row to row, at least width * pixelBytes plus what padding adds
 * @param blockBytes bytes from channel block to channel block; all of the tensor in a dense layout
 * @param padTop rows of zero point that lie before the first image row (dense inputs carry their padding), likewise left
 * @param padLeft pixels of zero point before each row's first pixel
 * @param bytes bytes of the whole tensor, padding included
 */
public record TensorLayout(
        String tensor, Shape shape, Region region, long offset, RowFolding folding, int pixelBytes, int rowBytes, int blockBytes,
        int padTop, int padLeft, int bytes) {
    private interface Place {
        void is(int index, int offset);
    }

    /** Bytes of a tensor in blocked layout; throws {@link ArithmeticException} from 2^31 on. */
    static int blockedBytes(Shape shape, int lanes) {
        return Math.multiplyExact(Math.ceilDiv(shape.channels(), lanes) * lanes, Math.multiplyExact(shape.height(), shape.width()));
    }

    /** A tensor in blocks of {@code lanes} channels. */
    static TensorLayout blocked(String tensor, Shape shape, Region region, long offset, int lanes) {
        int rowBytes = shape.width() * lanes;
        return new TensorLayout(
                tensor, shape, region, offset, RowFolding.NONE, lanes, rowBytes, shape.height() * rowBytes, 0, 0, blockedBytes(shape, lanes));
    }

    /**
     * Lays values out.
     *
     * @param values in the order (channel, y, x), as many as the shape has
     * @param zeroPoint what padding and unused lanes hold
     * @return {@link #bytes()} bytes for the host to write at {@link #offset()}
     */
    public byte[] pack(byte[] values, byte zeroPoint) {
        if (values.length != shape.size()) {
            throw new IllegalArgumentException(
                    "tensor %s of %s has %d values, not %d".formatted(tensor, shape, shape.size(), values.length));
        }
        byte[] packed = new byte[bytes];
        Arrays.fill(packed, zeroPoint);
        places((index, place) -> packed[place] = values[index]);
        return packed;
    }

    /**
     * Takes the values out of a region.
     *
     * @param memory the region's bytes, from its start
     * @return values in the order (channel, y, x); 0 where no row of memory holds a value, since nothing reads it
     */
    public byte[] unpack(byte[] memory) {
        byte[] values = new byte[shape.size()];
        int start = Math.toIntExact(offset);
        places((index, place) -> values[index] = memory[start + place]);
        return values;
    }

    /** Visits each value's place, or all its places where rows of the image lie in several rows of memory. */
    private void places(Place place) {
        int pixelChannels = pixelBytes / folding.rows();
        for (int channel = 0; channel < shape.channels(); channel++) {
            int first = channel / pixelChannels * blockBytes + padLeft * pixelBytes + channel % pixelChannels;
            for (int row = 0; row < blockBytes / rowBytes; row++) {
                for (int side = 0; side < folding.rows(); side++) {
                    int y = row * folding.step() + side * folding.spacing() - padTop;
                    for (int x = 0; y >= 0 && y < shape.height() && x < shape.width(); x++) {
                        place.is((channel * shape.height() + y) * shape.width() + x,
                                first + row * rowBytes + side * pixelChannels + x * pixelBytes);
                    }
                }
            }
        }
    }
}
