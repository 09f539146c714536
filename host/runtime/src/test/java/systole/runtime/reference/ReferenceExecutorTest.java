package systole.runtime.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.Quantisation;
import systole.quant.QuantisedGraph;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedOperator;
import systole.quant.QuantisedOperator.AveragePool;
import systole.quant.QuantisedOperator.Convolution;
import systole.quant.QuantisedOperator.Linear;
import systole.quant.QuantisedOperator.MaxPool;
import systole.quant.QuantisedTensor;
import systole.quant.Requantisation;

class ReferenceExecutorTest {
    private static final int CASES = 300;
    private final Random random = new Random(11);

    @Test
    void convolutionsEqualTheirFormula() {
        for (int i = 0; i < CASES; i++) {
            int groups = random.nextInt(1, 4);
            Shape input = Shape.map(groups * random.nextInt(1, 6), random.nextInt(1, 18), random.nextInt(1, 18));
            Window window = window(input);
            Shape output = window.output(input, groups * random.nextInt(1, 14));
            byte[] weights = bytes(output.channels() * input.channels() / groups * window.kernelHeight() * window.kernelWidth());
            Convolution convolution = new Convolution(window, groups, weights, requantisation(output.channels()));
            check(input, convolution, output, naive -> naive.convolution(convolution));
        }
    }

    @Test
    void linearLayersFlattenMapsChannelMajor() {
        for (int i = 0; i < CASES; i++) {
            Shape input = Shape.map(random.nextInt(1, 18), random.nextInt(1, 5), random.nextInt(1, 5));
            Shape output = Shape.vector(random.nextInt(1, 40));
            Linear linear = new Linear(bytes(output.size() * input.size()), requantisation(output.size()));
            check(input, linear, output, naive -> naive.linear(linear));
        }
    }

    @Test
    void poolsEqualTheirFormulas() {
        for (int i = 0; i < CASES; i++) {
            Shape input = Shape.map(random.nextInt(1, 6), random.nextInt(1, 18), random.nextInt(1, 18));
            Window window = window(input);
            Shape output = window.output(input, input.channels());
            check(input, new MaxPool(window), output, naive -> naive.maxPool(new MaxPool(window)));
            AveragePool average = new AveragePool(window, requantisation(output.channels()));
            check(input, average, output, naive -> naive.averagePool(average));
        }
    }

    @Test
    void refusesAnInputOfAnotherSize() {
        QuantisedGraph graph = graph(Shape.map(1, 2, 2), new MaxPool(Window.square(2, 2, 0)), Shape.map(1, 1, 1));
        String message = assertThrows(IllegalArgumentException.class, () -> new ReferenceExecutor(graph).run(new byte[3])).getMessage();
        assertEquals("network net takes 1x2x2 = 4 bytes, not 3", message);
    }

    private interface Formula {
        byte[] of(NaiveExecutor naive);
    }

    private void check(Shape input, QuantisedOperator operator, Shape output, Formula formula) {
        QuantisedGraph graph = graph(input, operator, output);
        byte[] values = bytes(input.size());
        byte[] expected = formula.of(new NaiveExecutor(input, graph.input().quantisation().zeroPoint(), values, output));
        ReferenceExecutor executor = new ReferenceExecutor(graph);
        executor.run(bytes(input.size()));
        assertArrayEquals(expected, executor.run(values).get("node"), () -> operator + " of " + input);
    }

    private QuantisedGraph graph(Shape input, QuantisedOperator operator, Shape output) {
        Quantisation quantisation = new Quantisation(0.1f, random.nextInt(-128, 128));
        QuantisedTensor image = new QuantisedTensor("image", input, quantisation);
        return new QuantisedGraph("net", image,
                List.of(new QuantisedNode(operator, List.of("image"), new QuantisedTensor("node", output, quantisation))));
    }

    /** A window that fits the input, often with a kernel, stride, padding or dilation that differs each way. */
    private Window window(Shape input) {
        while (true) {
            Window window = new Window(random.nextInt(1, 6), random.nextInt(1, 6), random.nextInt(1, 4), random.nextInt(1, 4),
                    random.nextInt(3), random.nextInt(3), random.nextInt(3), random.nextInt(3), random.nextInt(1, 3), random.nextInt(1, 3));
            if (window.outputHeight(input.height()) >= 1 && window.outputWidth(input.width()) >= 1) {
                return window;
            }
        }
    }

    private Requantisation requantisation(int channels) {
        int[] biases = random.ints(channels, -5000, 5000).toArray();
        float[] scales = new float[channels];
        for (int i = 0; i < channels; i++) {
            scales[i] = 0.001f + 0.02f * random.nextFloat();
        }
        Optional<byte[]> lookup = random.nextBoolean() ? Optional.of(bytes(256)) : Optional.empty();
        return new Requantisation(biases, scales, random.nextInt(-128, 128), random.nextInt(-128, 0), random.nextInt(0, 128), lookup);
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
