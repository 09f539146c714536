package systole.compiler;

import java.util.Arrays;
import java.util.Optional;
import systole.graph.Window;
import systole.quant.QuantisedTensor;

/**
 * A layer's grouped convolution.
 *
 * @param outputs output channels
 * @param window how the kernel walks over the input
 * @param groups divides both channel counts
 * @param weights (outputs, inputs/groups, kernelHeight, kernelWidth); none beside a factor
 * @param factor a tensor whose pixels are the weights, each those of an output channel: the other factor of a matrix product
 */
record Kernel(int outputs, Window window, int groups, byte[] weights, Optional<QuantisedTensor> factor) {
    static final Window POINT = Window.square(1, 1, 0);

    Kernel(int outputs, Window window, int groups, byte[] weights) {
        this(outputs, window, groups, weights, Optional.empty());
    }

    /** Multiplies with a tensor that the array makes, too. */
    static Kernel product(QuantisedTensor factor) {
        return new Kernel(factor.shape().height() * factor.shape().width(), POINT, 1, new byte[0], Optional.of(factor));
    }

    /** Sums each channel's pixels in a window; a window of one pixel changes nothing. */
    static Kernel sums(int channels, Window window) {
        byte[] ones = new byte[Math.multiplyExact(channels, window.kernelHeight() * window.kernelWidth())];
        Arrays.fill(ones, (byte) 1);
        return new Kernel(channels, window, channels, ones);
    }

    Kernel over(Window other) {
        return new Kernel(outputs, other, groups, weights, factor);
    }
}
