package systole.runtime.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.FloatOutput;
import systole.quant.Quantisation;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedOperator;
import systole.quant.QuantisedOperator.FloatConvolution;
import systole.quant.QuantisedOperator.FloatLinear;
import systole.quant.QuantisedTensor;

/** Layers with float weights against their formula, one output at a time. */
class FloatLoopsTest {
    private static final Quantisation READ = new Quantisation(0.037f, 11);
    private static final Quantisation MADE = new Quantisation(0.21f, -7);
    private static final int CASES = 300;
    private final Random random = new Random(31);

    @Test
    void convolutionsEqualTheirFormula() {
        for (int i = 0; i < CASES; i++) {
            int groups = random.nextInt(1, 4);
            Shape input = Shape.map(groups * random.nextInt(1, 4), random.nextInt(1, 9), random.nextInt(1, 9));
            Window window = new Window(random.nextInt(1, 5), random.nextInt(1, 5), random.nextInt(1, 4), random.nextInt(1, 4),
                    random.nextInt(4), random.nextInt(4), random.nextInt(4), random.nextInt(4), random.nextInt(1, 3), random.nextInt(1, 3));
            if (window.spanHeight() > input.height() + window.padTop() + window.padBottom()
                    || window.spanWidth() > input.width() + window.padLeft() + window.padRight()) {
                continue;
            }
            int outputs = groups * random.nextInt(1, 4);
            float[] weights = floats(outputs * input.channels() / groups * window.kernelHeight() * window.kernelWidth());
            FloatConvolution convolution = new FloatConvolution(window, groups, weights, floats(outputs), output());
            byte[] values = bytes(input.size());
            Shape made = window.output(input, outputs);
            assertArrayEquals(naive(convolution, input, values, made), run(convolution, input, values, made), () -> convolution + " of " + input);
        }
    }

    @Test
    void linearLayersEqualTheirFormula() {
        for (int features : new int[] {1, 15, 17, 300}) {
            Shape input = Shape.map(features, 1, 1);
            float[] weights = floats(7 * features);
            FloatLinear linear = new FloatLinear(weights, floats(7), output());
            FloatConvolution convolution = new FloatConvolution(Window.square(1, 1, 0), 1, weights, linear.biases(), linear.output());
            byte[] values = bytes(features);
            assertArrayEquals(naive(convolution, input, values, Shape.map(7, 1, 1)), run(linear, input, values, Shape.vector(7)));
        }
    }

    private static byte[] naive(FloatConvolution convolution, Shape input, byte[] values, Shape made) {
        Window window = convolution.window();
        int groupInputs = input.channels() / convolution.groups();
        int taps = window.kernelHeight() * window.kernelWidth();
        byte[] results = new byte[made.size()];
        for (int at = 0; at < results.length; at++) {
            int channel = at / made.width() / made.height();
            int firstInput = channel / (made.channels() / convolution.groups()) * groupInputs;
            double sum = convolution.biases()[channel];
            for (int tap = 0; tap < groupInputs * taps; tap++) {
                int y = at / made.width() % made.height() * window.strideY() - window.padTop()
                        + tap / window.kernelWidth() % window.kernelHeight() * window.dilationY();
                int x = at % made.width() * window.strideX() - window.padLeft() + tap % window.kernelWidth() * window.dilationX();
                if (y >= 0 && y < input.height() && x >= 0 && x < input.width()) {
                    byte value = values[((firstInput + tap / taps) * input.height() + y) * input.width() + x];
                    sum += (double) convolution.weights()[channel * groupInputs * taps + tap] * READ.dequantise(value);
                }
            }
            results[at] = convolution.output().apply((float) sum);
        }
        return results;
    }

    private FloatOutput output() {
        return new FloatOutput(MADE, random.nextInt(-128, 0), random.nextInt(0, 128),
                random.nextBoolean() ? Optional.empty() : Optional.of(bytes(256)));
    }

    private static byte[] run(QuantisedOperator operator, Shape input, byte[] values, Shape output) {
        QuantisedNode node = new QuantisedNode(operator, List.of("x"), new QuantisedTensor("y", output, MADE));
        return HostOperator.run(node, List.of(new QuantisedTensor("x", input, READ)), List.of(values));
    }

    private float[] floats(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
