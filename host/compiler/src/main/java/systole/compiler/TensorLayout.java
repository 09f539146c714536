package systole.compiler;

import java.util.Arrays;
import systole.contract.Region;
import systole.graph.Shape;
import systole.quant.QuantisedTensor;

/**
 * Where the bytes of a batch's tensor lie in a region of device memory: blocks of N channels, each block the images' maps of rows of
 * pixels of N bytes, (block, image, y, x, lane); or for a dense few-channel image (image, y, x, channel) with the channels of a pixel
 * side by side. A vector is a map of one pixel.
 *
 * @param tensor the tensor in the graph
 * @param images how many lie there
 * @param region the region of device memory
 * @param offset byte offset in the region
 * @param slots each channel's slot in a pixel's blocks: block * pixelBytes + lane
 * @param pitch distances
 * @param padTop rows of zero point that lie before an image's first row (dense inputs carry their padding), likewise left
 * @param padLeft pixels of zero point before each row's first pixel
 * @param bytes bytes of the whole tensor, padding included
 */
public record TensorLayout(
        QuantisedTensor tensor, int images, Region region, long offset, int[] slots, Pitch pitch, int padTop, int padLeft, int bytes) {
    /**
     * Distances in bytes.
     *
     * @param pixel from pixel to pixel: N in blocked layout, the channel count in a dense one
     * @param row from row to row, at least width * pixel plus what padding adds
     * @param image from image to image
     * @param block from channel block to channel block; all of the tensor in a dense layout
     */
    public record Pitch(int pixel, int row, int image, int block) {
        /** The distances of maps in blocks of that many channels; throws {@link ArithmeticException} from 2^31 on. */
        static Pitch blocked(Shape shape, int images, int lanes) {
            int row = Math.multiplyExact(shape.width(), lanes);
            int image = Math.multiplyExact(shape.height(), row);
            return new Pitch(lanes, row, image, Math.multiplyExact(images, image));
        }
    }

    /** A batch's tensor in blocks of channels. */
    static TensorLayout blocked(QuantisedTensor tensor, int images, Region region, long offset, ChannelMap channels) {
        Pitch pitch = Pitch.blocked(tensor.shape(), images, channels.lanes());
        return new TensorLayout(tensor, images, region, offset, channels.slots(), pitch, 0, 0,
                Math.multiplyExact(channels.blocks(), pitch.block));
    }

    /** Byte offset of one element from the tensor's start. */
    public int offsetOf(int image, int channel, int y, int x) {
        int slot = slots[channel];
        return slot / pitch.pixel * pitch.block + image * pitch.image + (y + padTop) * pitch.row + (x + padLeft) * pitch.pixel
                + slot % pitch.pixel;
    }

    /**
     * Lays values out; padding and unused lanes hold the zero point.
     *
     * @param values in the order (image, channel, y, x), as many as the images have
     * @return {@link #bytes()} bytes for the host to write at {@link #offset()}
     */
    public byte[] pack(byte[] values) {
        if (values.length != size()) {
            throw new IllegalArgumentException("%d of tensor %s of %s have %d values, not %d"
                    .formatted(images, tensor.name(), tensor.shape(), size(), values.length));
        }
        byte[] packed = new byte[bytes];
        Arrays.fill(packed, (byte) tensor.quantisation().zeroPoint());
        visit((index, place) -> packed[place] = values[index]);
        return packed;
    }

    /**
     * Takes the values out of a region.
     *
     * @param memory the region's bytes, from its start
     * @return values in the order (image, channel, y, x)
     */
    public byte[] unpack(byte[] memory) {
        byte[] values = new byte[size()];
        int start = Math.toIntExact(offset);
        visit((index, place) -> values[index] = memory[start + place]);
        return values;
    }

    private int size() {
        return Math.multiplyExact(images, tensor.shape().size());
    }

    private interface Visitor {
        void visit(int index, int place);
    }

    private void visit(Visitor visitor) {
        Shape shape = tensor.shape();
        int index = 0;
        for (int image = 0; image < images; image++) {
            for (int channel = 0; channel < shape.channels(); channel++) {
                for (int y = 0; y < shape.height(); y++) {
                    int row = offsetOf(image, channel, y, 0);
                    for (int x = 0; x < shape.width(); x++) {
                        visitor.visit(index++, row + x * pitch.pixel);
                    }
                }
            }
        }
    }
}
