package systole.runtime.reference;

import java.util.Arrays;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.Quantisation;
import systole.quant.QuantisedOperator.FloatConvolution;
import systole.quant.QuantisedOperator.FloatLinear;

/**
 * Layers with float32 weights, on one image. Each weight adds to a whole plane of sums, so that every sum has its terms in the one order that
 * the operator states, though the loops are worth vectorising.
 */
final class FloatLoops {
    private final FloatConvolution convolution;
    private final Window window;
    private final Shape input;
    private final float[] values;
    private final Shape output;
    private final double[] sums;

    private FloatLoops(FloatConvolution convolution, Shape input, float[] values, Shape output) {
        this.convolution = convolution;
        this.window = convolution.window();
        this.input = input;
        this.values = values;
        this.output = output;
        sums = new double[output.height() * output.width()];
    }

    static byte[] run(FloatConvolution convolution, Shape input, Quantisation quantisation, byte[] values, Shape output) {
        float[] reals = new float[values.length];
        for (int i = 0; i < reals.length; i++) {
            reals[i] = quantisation.dequantise(values[i]);
        }
        return new FloatLoops(convolution, input, reals, output).run();
    }

    /** A convolution of a single pixel that has a channel for every element. */
    static byte[] run(FloatLinear linear, Quantisation quantisation, byte[] values, int outputs) {
        FloatConvolution convolution = new FloatConvolution(Window.square(1, 1, 0), 1, linear.weights(), linear.biases(), linear.output());
        return run(convolution, Shape.map(values.length, 1, 1), quantisation, values, Shape.map(outputs, 1, 1));
    }

    private byte[] run() {
        byte[] results = new byte[output.size()];
        int groupInputs = input.channels() / convolution.groups();
        int groupOutputs = output.channels() / convolution.groups();
        int taps = window.kernelHeight() * window.kernelWidth();
        for (int channel = 0; channel < output.channels(); channel++) {
            Arrays.fill(sums, convolution.biases()[channel]);
            for (int i = 0; i < groupInputs; i++) {
                addPlane((channel * groupInputs + i) * taps, channel / groupOutputs * groupInputs + i);
            }
            for (int i = 0; i < sums.length; i++) {
                results[channel * sums.length + i] = convolution.output().apply((float) sums[i]);
            }
        }
        return results;
    }

    private void addPlane(int firstTap, int inputChannel) {
        int tap = firstTap;
        for (int ky = 0; ky < window.kernelHeight(); ky++) {
            for (int kx = 0; kx < window.kernelWidth(); kx++) {
                addTap(convolution.weights()[tap++], inputChannel, ky * window.dilationY() - window.padTop(),
                        kx * window.dilationX() - window.padLeft());
            }
        }
    }

    /** That weight meets input pixel (top, left) at output pixel (0, 0), and strides further; in the padding it meets 0. */
    private void addTap(float weight, int inputChannel, int top, int left) {
        int from = Math.max(0, Math.ceilDiv(-left, window.strideX()));
        int to = Math.min(output.width(), Math.ceilDiv(input.width() - left, window.strideX()));
        for (int y = 0; y < output.height(); y++) {
            int row = top + y * window.strideY();
            if (row >= 0 && row < input.height()) {
                addRow(weight, (inputChannel * input.height() + row) * input.width() + left, y * output.width(), from, to);
            }
        }
    }

    private void addRow(double weight, int read, int write, int from, int to) {
        int stride = window.strideX();
        for (int x = from; x < to; x++) {
            sums[write + x] += weight * values[read + x * stride];
        }
    }
}
