package systole.compiler;

import java.util.Arrays;
import systole.contract.Region;
import systole.graph.Shape;
import systole.quant.QuantisedTensor;

/**
 * Where the bytes of a batch's tensor lie in a region of device memory: blocks of N channels, each block the images' maps of rows of
 * pixels of N bytes, (block, image, y, x, lane); or for a dense few-channel image (image, y, x, channel) with the channels of a pixel
 * side by side, or those of a few rows' pixels, (image, y, x, folded row, channel). A vector is a map of one pixel.
 *
 * @param tensor the tensor in the graph
 * @param images how many lie there
 * @param region the region of device memory
 * @param offset byte offset in the region
 * @param slots each channel's slot in the blocks of a pixel of one image row: block * channels of a block + lane
 * @param geometry how pixels lie in memory
 * @param bytes bytes of the whole tensor, padding included
 */
public record TensorLayout(
        QuantisedTensor tensor, int images, Region region, long offset, int[] slots, Geometry geometry, int bytes) {
    /**
     * How pixels lie in memory; distances are in bytes.
     *
     * @param stacked images whose rows make up one map, one image below the other
     * @param folding image rows that are side by side; only in a dense layout
     * @param pixel from pixel to pixel: N in blocked layout, the channel count times the folded rows in a dense one
     * @param row from row to row, at least width * pixel plus what padding adds
     * @param map from map to map
     * @param block from channel block to channel block; all of the tensor in a dense layout
     * @param padTop rows of zero point that lie before a map's first row (dense inputs carry their padding), likewise left
     * @param padLeft pixels of zero point before each row's first pixel
     */
    public record Geometry(int stacked, RowFolding folding, int pixel, int row, int map, int block, int padTop, int padLeft) {
        /** All images as one map in each block of so many channels; throws {@link ArithmeticException} from 2^31 on. */
        static Geometry blocked(Shape shape, int images, int lanes) {
            int row = Math.multiplyExact(shape.width(), lanes);
            int map = Math.multiplyExact(Math.multiplyExact(images, shape.height()), row);
            return new Geometry(images, RowFolding.NONE, lanes, row, map, map, 0, 0);
        }
    }

    /** Hears where a value is. */
    interface Place {
        void is(int index, int offset);
    }

    /** A batch's tensor in blocks of channels. */
    static TensorLayout blocked(QuantisedTensor tensor, int images, Region region, long offset, ChannelMap channels) {
        Geometry geometry = Geometry.blocked(tensor.shape(), images, channels.lanes());
        return new TensorLayout(
                tensor, images, region, offset, channels.slots(), geometry, Math.multiplyExact(channels.blocks(), geometry.block));
    }

    /**
     * Lays values out; padding and unused lanes hold the zero point.
     *
     * @param values in the order (image, channel, y, x), as many as the images have
     * @return {@link #bytes()} bytes for the host to write at {@link #offset()}
     */
    public byte[] pack(byte[] values) {
        requireSize(values);
        byte[] packed = new byte[bytes];
        Arrays.fill(packed, (byte) tensor.quantisation().zeroPoint());
        places((index, place) -> packed[place] = values[index]);
        return packed;
    }

    /**
     * Takes the values out of a region.
     *
     * @param memory the region's bytes, from its start
     * @return values in the order (image, channel, y, x); 0 where no row of memory holds a value, since nothing reads it
     */
    public byte[] unpack(byte[] memory) {
        byte[] values = new byte[size()];
        int start = Math.toIntExact(offset);
        places((index, place) -> values[index] = memory[start + place]);
        return values;
    }

    /** Throws {@link IllegalArgumentException} where there are not as many values as the images have. */
    void requireSize(byte[] values) {
        if (values.length != size()) {
            throw new IllegalArgumentException("%d of tensor %s of %s have %d values, not %d"
                    .formatted(images, tensor.name(), tensor.shape(), size(), values.length));
        }
    }

    /** How many values the images have. */
    int size() {
        return Math.multiplyExact(images, tensor.shape().size());
    }

    /** Visits each value's place, or all its places where rows of the image lie in several rows of memory. */
    void places(Place place) {
        int pixelChannels = geometry.pixel / geometry.folding.rows();
        for (int map = 0; map < images / geometry.stacked; map++) {
            for (int channel = 0; channel < slots.length; channel++) {
                int slot = slots[channel];
                int first = slot / pixelChannels * geometry.block + map * geometry.map + geometry.padLeft * geometry.pixel
                        + slot % pixelChannels;
                for (int row = 0; row < geometry.map / geometry.row; row++) {
                    for (int side = 0; side < geometry.folding.rows(); side++) {
                        int y = row * geometry.folding.step() + side * geometry.folding.spacing() - geometry.padTop;
                        places(place, map, channel, y, first + row * geometry.row + side * pixelChannels);
                    }
                }
            }
        }
    }

    /** Visits the places of a map's row, if there is one; a map's rows count through the images that make it up. */
    private void places(Place place, int map, int channel, int y, int first) {
        Shape shape = tensor.shape();
        if (y < 0 || y >= geometry.stacked * shape.height()) {
            return;
        }
        int image = map * geometry.stacked + y / shape.height();
        int index = ((image * shape.channels() + channel) * shape.height() + y % shape.height()) * shape.width();
        for (int x = 0; x < shape.width(); x++) {
            place.is(index + x, first + x * geometry.pixel);
        }
    }
}
