package systole.runtime.reference;

import java.util.Arrays;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.QuantisedOperator.Convolution;

/**
 * Convolution of one image. One weight at a time is multiplied with all the pixels that it meets, so that the inner loop runs
 * over consecutive ints and the JIT vectorises it.
 */
final class ConvolutionLoops {
    private final Convolution convolution;
    private final Window window;
    private final Shape input;
    private final Shape output;
    private final int paddedWidth;
    private final int[] padded;
    /** Whether all rows are summed as a single long one: the sums between the rows are never read. */
    private final boolean unbroken;
    private final int pitch;
    private final int[] sums;

    private ConvolutionLoops(Convolution convolution, Shape input, int zeroPoint, byte[] values, Shape output) {
        this.convolution = convolution;
        this.window = convolution.window();
        this.input = input;
        this.output = output;
        paddedWidth = input.width() + window.padLeft() + window.padRight();
        padded = pad(values, zeroPoint);
        unbroken = window.strideX() == 1 && window.strideY() == 1;
        pitch = unbroken ? paddedWidth : output.width();
        sums = new int[output.height() * pitch];
    }

    static byte[] run(Convolution convolution, Shape input, int zeroPoint, byte[] values, Shape output) {
        return new ConvolutionLoops(convolution, input, zeroPoint, values, output).run();
    }

    private byte[] run() {
        byte[] results = new byte[output.size()];
        int groupInputs = input.channels() / convolution.groups();
        int groupOutputs = output.channels() / convolution.groups();
        for (int channel = 0; channel < output.channels(); channel++) {
            Arrays.fill(sums, 0);
            int firstInput = channel / groupOutputs * groupInputs;
            for (int i = 0; i < groupInputs; i++) {
                addPlane(channel * groupInputs + i, firstInput + i);
            }
            requantise(channel, results);
        }
        return results;
    }

    /** The image less its zero point, so that padding is 0. */
    private int[] pad(byte[] values, int zeroPoint) {
        int paddedHeight = paddedHeight();
        int[] planes = new int[Math.multiplyExact(input.channels(), paddedHeight * paddedWidth)];
        int from = 0;
        for (int channel = 0; channel < input.channels(); channel++) {
            for (int y = 0; y < input.height(); y++) {
                int to = (channel * paddedHeight + y + window.padTop()) * paddedWidth + window.padLeft();
                for (int x = 0; x < input.width(); x++) {
                    planes[to++] = values[from++] - zeroPoint;
                }
            }
        }
        return planes;
    }

    private int paddedHeight() {
        return input.height() + window.padTop() + window.padBottom();
    }

    private void addPlane(int kernel, int inputChannel) {
        int plane = inputChannel * paddedHeight() * paddedWidth;
        int tap = kernel * window.kernelHeight() * window.kernelWidth();
        for (int ky = 0; ky < window.kernelHeight(); ky++) {
            for (int kx = 0; kx < window.kernelWidth(); kx++) {
                int weight = convolution.weights()[tap++];
                addTap(weight, plane + ky * window.dilationY() * paddedWidth + kx * window.dilationX());
            }
        }
    }

    private void addTap(int weight, int first) {
        if (unbroken) {
            addRow(weight, first, 1, 0, (output.height() - 1) * pitch + output.width());
            return;
        }
        for (int y = 0; y < output.height(); y++) {
            addRow(weight, first + y * window.strideY() * paddedWidth, window.strideX(), y * pitch, output.width());
        }
    }

    private void addRow(int weight, int from, int stride, int to, int length) {
        if (stride == 1) {
            for (int i = 0; i < length; i++) {
                sums[to + i] += weight * padded[from + i];
            }
        } else {
            for (int i = 0; i < length; i++) {
                sums[to + i] += weight * padded[from + i * stride];
            }
        }
    }

    private void requantise(int channel, byte[] results) {
        int to = channel * output.height() * output.width();
        for (int y = 0; y < output.height(); y++) {
            for (int x = 0; x < output.width(); x++) {
                results[to++] = convolution.requantisation().apply(channel, sums[y * pitch + x]);
            }
        }
    }
}
