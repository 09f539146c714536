package systole.compiler;

import java.util.Arrays;
import systole.graph.Window;

/**
 * A layer's grouped convolution.
 *
 * @param outputs output channels
 * @param window how the kernel walks over the input
 * @param groups divides both channel counts
 * @param weights (outputs, inputs/groups, kernelHeight, kernelWidth)
 */
record Kernel(int outputs, Window window, int groups, byte[] weights) {
    static final Window POINT = Window.square(1, 1, 0);

    /** Sums each channel's pixels in a window; a window of one pixel changes nothing. */
    static Kernel sums(int channels, Window window) {
        byte[] ones = new byte[Math.multiplyExact(channels, window.kernelHeight() * window.kernelWidth())];
        Arrays.fill(ones, (byte) 1);
        return new Kernel(channels, window, channels, ones);
    }

    Kernel over(Window other) {
        return new Kernel(outputs, other, groups, weights);
    }
}
