package systole.runtime.reference;

import java.util.Arrays;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.QuantisedOperator.TransposedConvolution;

/** Transposed convolution of one image: each weight adds the pixels of a whole input plane to a plane of sums. */
final class TransposedConvolutionLoops {
    private final TransposedConvolution convolution;
    private final Window window;
    private final Shape input;
    private final int zeroPoint;
    private final byte[] values;
    private final Shape output;
    private final int[] sums;

    private TransposedConvolutionLoops(TransposedConvolution convolution, Shape input, int zeroPoint, byte[] values, Shape output) {
        this.convolution = convolution;
        this.window = convolution.window();
        this.input = input;
        this.zeroPoint = zeroPoint;
        this.values = values;
        this.output = output;
        sums = new int[output.height() * output.width()];
    }

    static byte[] run(TransposedConvolution convolution, Shape input, int zeroPoint, byte[] values, Shape output) {
        return new TransposedConvolutionLoops(convolution, input, zeroPoint, values, output).run();
    }

    private byte[] run() {
        byte[] results = new byte[output.size()];
        int groupInputs = input.channels() / convolution.groups();
        int groupOutputs = output.channels() / convolution.groups();
        for (int channel = 0; channel < output.channels(); channel++) {
            Arrays.fill(sums, 0);
            int firstInput = channel / groupOutputs * groupInputs;
            for (int i = firstInput; i < firstInput + groupInputs; i++) {
                addPlane(i * groupOutputs + channel % groupOutputs, i);
            }
            for (int i = 0; i < sums.length; i++) {
                results[channel * sums.length + i] = convolution.requantisation().apply(channel, sums[i]);
            }
        }
        return results;
    }

    private void addPlane(int kernel, int inputChannel) {
        int tap = kernel * window.kernelHeight() * window.kernelWidth();
        for (int ky = 0; ky < window.kernelHeight(); ky++) {
            for (int kx = 0; kx < window.kernelWidth(); kx++) {
                int top = ky * window.dilationY() - window.padTop();
                int left = kx * window.dilationX() - window.padLeft();
                addTap(convolution.weights()[tap++], inputChannel, top, left);
            }
        }
    }

    /** Input pixel (0, 0) meets that weight at output pixel (top, left), the others stride further. */
    private void addTap(int weight, int inputChannel, int top, int left) {
        for (int y = 0; y < input.height(); y++) {
            int toY = top + y * window.strideY();
            if (toY >= 0 && toY < output.height()) {
                addRow(weight, (inputChannel * input.height() + y) * input.width(), toY * output.width(), left);
            }
        }
    }

    private void addRow(int weight, int from, int to, int left) {
        for (int x = 0; x < input.width(); x++) {
            int toX = left + x * window.strideX();
            if (toX >= 0 && toX < output.width()) {
                sums[to + toX] += weight * (values[from + x] - zeroPoint);
            }
        }
    }
}
