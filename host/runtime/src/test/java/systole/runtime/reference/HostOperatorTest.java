package systole.runtime.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.Interval;
import systole.quant.Quantisation;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedOperator;
import systole.quant.QuantisedOperator.Addition;
import systole.quant.QuantisedOperator.AreaAveragePool;
import systole.quant.QuantisedOperator.AreaMaxPool;
import systole.quant.QuantisedOperator.LocalResponseNormalisation;
import systole.quant.QuantisedOperator.MatrixProduct;
import systole.quant.QuantisedOperator.TransposedConvolution;
import systole.quant.QuantisedTensor;
import systole.quant.Requantisation;

/** The operators of whole networks; those that a chain has are in {@link ReferenceExecutorTest}. */
class HostOperatorTest {
    private static final int CASES = 200;
    private final Random random = new Random(23);

    @Test
    void transposedConvolutionsEqualTheirFormula() {
        for (int i = 0; i < CASES; i++) {
            int groups = random.nextInt(1, 4);
            Shape input = Shape.map(groups * random.nextInt(1, 4), random.nextInt(1, 8), random.nextInt(1, 8));
            Window window = new Window(random.nextInt(1, 6), random.nextInt(1, 6), random.nextInt(1, 4), random.nextInt(1, 4),
                    random.nextInt(2), random.nextInt(2), random.nextInt(2), random.nextInt(2), random.nextInt(1, 3), random.nextInt(1, 3));
            int extraY = random.nextInt(window.strideY());
            int extraX = random.nextInt(window.strideX());
            int height = (input.height() - 1) * window.strideY() - window.padTop() - window.padBottom() + window.spanHeight() + extraY;
            int width = (input.width() - 1) * window.strideX() - window.padLeft() - window.padRight() + window.spanWidth() + extraX;
            if (height < 1 || width < 1) {
                continue;
            }
            Shape output = Shape.map(groups * random.nextInt(1, 4), height, width);
            byte[] weights = bytes(input.channels() * output.channels() / groups * window.kernelHeight() * window.kernelWidth());
            TransposedConvolution convolution =
                    new TransposedConvolution(window, extraY, extraX, groups, weights, requantisation(output.channels()));
            QuantisedTensor read = tensor("x", input);
            byte[] values = bytes(input.size());
            assertArrayEquals(naive(read, values, output).transposedConvolution(convolution),
                    run(convolution, output, read, values), () -> convolution + " of " + input);
        }
    }

    @Test
    void areaPoolsEqualTheirFormulas() {
        for (int i = 0; i < CASES; i++) {
            Shape input = Shape.map(random.nextInt(1, 6), random.nextInt(1, 18), random.nextInt(1, 18));
            List<Interval> rows = intervals(input.height());
            List<Interval> columns = intervals(input.width());
            Shape output = Shape.map(input.channels(), rows.size(), columns.size());
            QuantisedTensor read = tensor("x", input);
            byte[] values = bytes(input.size());
            AreaMaxPool maximum = new AreaMaxPool(rows, columns);
            assertArrayEquals(naive(read, values, output).areaMaxPool(maximum), run(maximum, output, read, values));
            AreaAveragePool average = new AreaAveragePool(rows, columns, requantisation(rows.size() * columns.size()));
            assertArrayEquals(naive(read, values, output).areaAveragePool(average), run(average, output, read, values));
        }
    }

    @Test
    void matrixProductsContractTheChannelsOfBoth() {
        for (int i = 0; i < CASES; i++) {
            int channels = random.nextInt(1, 40);
            Shape left = random.nextBoolean() ? Shape.of(channels, random.nextInt(1, 20)) : Shape.map(channels, 3, random.nextInt(1, 6));
            Shape right = Shape.of(channels, random.nextInt(1, 20));
            int rows = right.size() / channels;
            Shape output = Shape.of(rows, left.size() / channels);
            MatrixProduct product = new MatrixProduct(requantisation(rows));
            QuantisedTensor a = new QuantisedTensor("a", left, new Quantisation(0.1f, 0));
            QuantisedTensor b = new QuantisedTensor("b", right, new Quantisation(0.1f, 0));
            byte[] valuesOfA = bytes(left.size());
            byte[] valuesOfB = bytes(right.size());
            byte[] got = HostOperator.run(node(product, output, a, b), List.of(a, b), List.of(valuesOfA, valuesOfB));
            assertArrayEquals(naive(a, valuesOfA, output).matrixProduct(product, valuesOfB), got);
        }
    }

    @Test
    void transpositionAndReshapingOnlyMoveValues() {
        QuantisedTensor read = tensor("x", Shape.of(2, 3));
        byte[] values = {1, 2, 3, 4, 5, -128};
        assertArrayEquals(new byte[] {1, 4, 2, 5, 3, -128}, run(new QuantisedOperator.Transposition(), Shape.of(3, 2), read, values));
        assertArrayEquals(values, run(new QuantisedOperator.Reshaping(), Shape.vector(6), read, values));
    }

    /** The largest sums that int32 must hold, and all ties of halves. */
    @Test
    void extremeAdditionsEqualTheirFormula() {
        Shape shape = Shape.vector(4);
        QuantisedTensor a = new QuantisedTensor("a", shape, new Quantisation(1, 127));
        QuantisedTensor b = new QuantisedTensor("b", shape, new Quantisation(1, -128));
        byte[] left = {-128, 127, -128, -1};
        byte[] right = {127, 127, -128, 3};
        for (int shift = 0; shift <= Addition.LARGEST_SHIFT; shift++) {
            for (int multiplier : new int[] {0, 1, (1 << 22) - 1, 1 << Math.min(21, Math.max(0, shift - 1))}) {
                for (int zeroPoint : new int[] {-128, -1, 0, 127}) {
                    Addition addition = new Addition(multiplier, multiplier, shift, zeroPoint, -128, 127);
                    byte[] got = HostOperator.run(node(addition, shape, a, b), List.of(a, b), List.of(left, right));
                    for (int i = 0; i < got.length; i++) {
                        assertEquals(addition.apply(left[i] - 127, right[i] + 128), got[i], addition.toString());
                    }
                }
            }
        }
    }

    @Test
    void additionsTakeEachInputsZeroPoint() {
        Shape shape = Shape.map(3, 1, 7);
        for (int i = 0; i < CASES; i++) {
            QuantisedTensor a = tensor("a", shape);
            QuantisedTensor b = tensor("b", shape);
            Addition addition = new Addition(random.nextInt(1 << 22), random.nextInt(1 << 22), random.nextInt(32),
                    random.nextInt(-128, 128), random.nextInt(-128, 0), random.nextInt(0, 128));
            byte[] left = bytes(shape.size());
            byte[] right = bytes(shape.size());
            byte[] got = HostOperator.run(node(addition, shape, a, b), List.of(a, b), List.of(left, right));
            for (int at = 0; at < got.length; at++) {
                int expected = addition.apply(left[at] - a.quantisation().zeroPoint(), right[at] - b.quantisation().zeroPoint());
                assertEquals(expected, got[at]);
            }
        }
    }

    @Test
    void concatenationsAppendChannels() {
        QuantisedTensor a = tensor("a", Shape.map(1, 1, 2));
        QuantisedTensor b = tensor("b", Shape.map(2, 1, 2));
        QuantisedNode node = node(new QuantisedOperator.Concatenation(), Shape.map(4, 1, 2), a, b, a);
        byte[] got = HostOperator.run(node, List.of(a, b, a), List.of(new byte[] {1, 2}, new byte[] {3, 4, 5, 6}, new byte[] {1, 2}));
        assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6, 1, 2}, got);
    }

    @Test
    void lookupsIndexByTheUnsignedByte() {
        QuantisedTensor read = tensor("x", Shape.vector(256));
        byte[] values = new byte[256];
        byte[] expected = new byte[256];
        byte[] table = bytes(256);
        for (int value = -128; value <= 127; value++) {
            values[value + 128] = (byte) value;
            expected[value + 128] = table[value < 0 ? value + 256 : value];
        }
        assertArrayEquals(expected, run(new QuantisedOperator.Lookup(table), read.shape(), read, values));
    }

    @Test
    void responseNormalisationEqualsItsFormula() {
        for (int i = 0; i < CASES; i++) {
            Shape shape = Shape.map(random.nextInt(1, 12), random.nextInt(1, 4), random.nextInt(1, 4));
            LocalResponseNormalisation normalisation = new LocalResponseNormalisation(
                    random.nextInt(1, 15), random.nextFloat(), 0.1f + random.nextFloat(), 1 + random.nextFloat());
            QuantisedTensor read = tensor("x", shape);
            Quantisation made = new Quantisation(0.05f, random.nextInt(-128, 128));
            byte[] values = bytes(shape.size());
            byte[] got = HostOperator.run(node(normalisation, shape, made, read), List.of(read), List.of(values));
            assertNear(naive(read, values, shape).responseNormalisation(normalisation, read.quantisation(), made), got);
        }
    }

    @Test
    void softmaxesEqualTheirFormulas() {
        for (int i = 0; i < CASES; i++) {
            Shape shape = Shape.map(random.nextInt(1, 40), random.nextInt(1, 4), random.nextInt(1, 4));
            QuantisedTensor read = tensor("x", shape);
            byte[] values = bytes(shape.size());
            Quantisation share = new Quantisation(1f / 256, -128);
            byte[] got = HostOperator.run(node(new QuantisedOperator.Softmax(), shape, share, read), List.of(read), List.of(values));
            assertNear(naive(read, values, shape).softmax(read.quantisation(), share), got);
            Quantisation logarithm = new Quantisation(0.1f, 127);
            got = HostOperator.run(node(new QuantisedOperator.LogSoftmax(), shape, logarithm, read), List.of(read), List.of(values));
            assertNear(naive(read, values, shape).logSoftmax(read.quantisation(), logarithm), got);
        }
    }

    @Test
    void softmaxOfFarValuesIsCertain() {
        QuantisedTensor read = new QuantisedTensor("x", Shape.vector(3), new Quantisation(1e30f, 5));
        QuantisedNode node = node(new QuantisedOperator.Softmax(), read.shape(), new Quantisation(1f / 256, -128), read);
        assertArrayEquals(new byte[] {-128, 127, -128}, HostOperator.run(node, List.of(read), List.of(new byte[] {-128, 127, 126})));
    }

    /** Double arithmetic in another order may end on the other side of a tie, which is rare. */
    private static void assertNear(byte[] expected, byte[] got) {
        int different = 0;
        for (int i = 0; i < expected.length; i++) {
            int distance = Math.abs(expected[i] - got[i]);
            assertTrue(distance <= 1, () -> Arrays.toString(expected) + " is not " + Arrays.toString(got));
            different += distance;
        }
        assertTrue(different <= 1 + expected.length / 100, "%d of %d differ".formatted(different, expected.length));
    }

    private static NaiveExecutor naive(QuantisedTensor read, byte[] values, Shape output) {
        return new NaiveExecutor(read.shape(), read.quantisation().zeroPoint(), values, output);
    }

    private static byte[] run(QuantisedOperator operator, Shape output, QuantisedTensor read, byte[] values) {
        return HostOperator.run(node(operator, output, read), List.of(read), List.of(values));
    }

    private static QuantisedNode node(QuantisedOperator operator, Shape output, QuantisedTensor... reads) {
        return node(operator, output, new Quantisation(0.1f, 3), reads);
    }

    private static QuantisedNode node(QuantisedOperator operator, Shape output, Quantisation quantisation, QuantisedTensor... reads) {
        List<String> inputs = Arrays.stream(reads).map(QuantisedTensor::name).toList();
        return new QuantisedNode(operator, inputs, new QuantisedTensor("node", output, quantisation));
    }

    private QuantisedTensor tensor(String name, Shape shape) {
        return new QuantisedTensor(name, shape, new Quantisation(0.01f + random.nextFloat() / 10, random.nextInt(-128, 128)));
    }

    private List<Interval> intervals(int extent) {
        List<Interval> intervals = new ArrayList<>();
        int count = random.nextInt(1, 6);
        while (intervals.size() < count) {
            int first = random.nextInt(extent);
            intervals.add(new Interval(first, random.nextInt(first, extent) + 1, random.nextInt(1, 4)));
        }
        return intervals;
    }

    private Requantisation requantisation(int entries) {
        float[] scales = new float[entries];
        IntStream.range(0, entries).forEach(i -> scales[i] = 0.001f + 0.02f * random.nextFloat());
        Optional<byte[]> lookup = random.nextBoolean() ? Optional.of(bytes(256)) : Optional.empty();
        return new Requantisation(random.ints(entries, -5000, 5000).toArray(), scales, random.nextInt(-128, 128), -128, 127, lookup);
    }

    /** Every third tensor has nothing but extreme values. */
    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        if (random.nextInt(3) == 0) {
            IntStream.range(0, count).forEach(i -> bytes[i] = bytes[i] < 0 ? Byte.MIN_VALUE : Byte.MAX_VALUE);
        }
        return bytes;
    }
}
