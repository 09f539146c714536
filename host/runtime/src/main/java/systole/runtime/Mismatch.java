package systole.runtime;

import java.util.Optional;
import systole.graph.Shape;
import systole.quant.QuantisedTensor;

/**
 * The first byte of a tensor that is not what the reference says.
 *
 * @param tensor the layer, by its tensor's name
 * @param tile the block of lanes that the channel is in
 * @param channel channel of a map, or feature of a vector
 * @param y row, 0 in a vector
 * @param x column, 0 in a vector
 * @param expected the reference's value
 * @param got the device's value
 * @param differing bytes of the tensor that differ, at least 1
 */
public record Mismatch(String tensor, int tile, int channel, int y, int x, byte expected, byte got, int differing) {
    /**
     * Compares a tensor.
     *
     * @param lanes channels of a tile
     * @throws IllegalArgumentException where either side has not as many bytes as the tensor has elements
     */
    public static Optional<Mismatch> first(QuantisedTensor tensor, int lanes, byte[] expected, byte[] got) {
        Shape shape = tensor.shape();
        if (expected.length != shape.size() || got.length != shape.size()) {
            throw new IllegalArgumentException("tensor %s is %s = %d bytes; compared were %d and %d"
                    .formatted(tensor.name(), shape, shape.size(), expected.length, got.length));
        }
        int first = -1;
        int differing = 0;
        for (int i = expected.length - 1; i >= 0; i--) {
            if (expected[i] != got[i]) {
                first = i;
                differing++;
            }
        }
        if (first < 0) {
            return Optional.empty();
        }
        int pixels = shape.height() * shape.width();
        int channel = first / pixels;
        int pixel = first - channel * pixels;
        return Optional.of(new Mismatch(tensor.name(), channel / lanes, channel, pixel / shape.width(), pixel % shape.width(),
                expected[first], got[first], differing));
    }

    /** {@code conv1, tile 0, channel 3, y 2, x 5: expected 12, got 13; 40 bytes differ}. */
    @Override
    public String toString() {
        return "%s, tile %d, channel %d, y %d, x %d: expected %d, got %d; %d %s".formatted(
                tensor, tile, channel, y, x, expected, got, differing, differing == 1 ? "byte differs" : "bytes differ");
    }
}
