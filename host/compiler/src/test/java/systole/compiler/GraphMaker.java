package systole.compiler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.Quantisation;
import systole.quant.QuantisedGraph;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedOperator;
import systole.quant.QuantisedTensor;
import systole.quant.Requantisation;

/**
 * Builds graphs of quantised operators with random weights and zero points, whose results use their range. A node follows the one made
 * last, or the one that {@link #from} goes back to.
 */
public final class GraphMaker {
    private final RandomGenerator random;
    private final QuantisedTensor input;
    private final List<QuantisedNode> nodes = new ArrayList<>();
    private boolean extreme;
    private QuantisedTensor current;

    public GraphMaker(RandomGenerator random, Shape input) {
        this.random = random;
        this.input = new QuantisedTensor("input", input, new Quantisation(0.05f, zeroPoint()));
        current = this.input;
    }

    /** From here on all weights are -128 or 127. */
    public GraphMaker extremeWeights() {
        extreme = true;
        return this;
    }

    /** The shape of the current tensor. */
    public Shape shape() {
        return current.shape();
    }

    /** The tensor that the next node reads. */
    public QuantisedTensor current() {
        return current;
    }

    /** Goes back to a tensor: the next node reads it. */
    public GraphMaker from(QuantisedTensor tensor) {
        current = tensor;
        return this;
    }

    public GraphMaker convolution(int outputs, Window window, int groups) {
        int taps = shape().channels() / groups * window.kernelHeight() * window.kernelWidth();
        Requantisation requantisation = requantisation(outputs, taps, Optional.empty());
        QuantisedOperator operator = new QuantisedOperator.Convolution(window, groups, weights(outputs * taps), requantisation);
        return add(operator, window.output(shape(), outputs));
    }

    public GraphMaker convolutionWithLookup(int outputs, Window window) {
        int taps = shape().channels() * window.kernelHeight() * window.kernelWidth();
        Requantisation requantisation = requantisation(outputs, taps, Optional.of(bytes(256)));
        QuantisedOperator operator = new QuantisedOperator.Convolution(window, 1, weights(outputs * taps), requantisation);
        return add(operator, window.output(shape(), outputs));
    }

    public GraphMaker linear(int outputs) {
        int taps = shape().size();
        Requantisation requantisation = requantisation(outputs, taps, Optional.empty());
        return add(new QuantisedOperator.Linear(weights(outputs * taps), requantisation), Shape.vector(outputs));
    }

    public GraphMaker maxPool(Window window) {
        return add(new QuantisedOperator.MaxPool(window), List.of(current), window.output(shape(), shape().channels()), current.quantisation());
    }

    /** The current tensor and others, channel after channel; zero points are taken as they are. */
    public GraphMaker concatenate(QuantisedTensor... others) {
        List<QuantisedTensor> parts = new ArrayList<>(List.of(current));
        parts.addAll(List.of(others));
        int channels = parts.stream().mapToInt(part -> part.shape().channels()).sum();
        List<Integer> extents = new ArrayList<>(shape().extents());
        extents.set(0, channels);
        return add(new QuantisedOperator.Concatenation(), parts, new Shape(extents), current.quantisation());
    }

    /** The current tensor plus another, by factors from a half to one and a half. */
    public GraphMaker add(QuantisedTensor other) {
        int shift = random.nextInt(1, 22);
        int low = random.nextBoolean() ? -128 : random.nextInt(-128, 0);
        int high = random.nextBoolean() ? 127 : random.nextInt(0, 128);
        QuantisedOperator sum = new QuantisedOperator.Addition(factor(shift), factor(shift), shift, zeroPoint(), low, high);
        return add(sum, List.of(current, other), shape(), new Quantisation(0.05f, zeroPoint()));
    }

    private int factor(int shift) {
        return (int) ((1 << shift) * random.nextDouble(0.5, 1.5));
    }

    public GraphMaker transposedConvolution(int outputs, Window window, int outputPaddingY, int outputPaddingX, int groups) {
        int channels = shape().channels();
        int taps = channels / groups * window.kernelHeight() * window.kernelWidth();
        byte[] weights = weights(channels * outputs / groups * window.kernelHeight() * window.kernelWidth());
        int height = (shape().height() - 1) * window.strideY() - window.padTop() - window.padBottom() + window.spanHeight() + outputPaddingY;
        int width = (shape().width() - 1) * window.strideX() - window.padLeft() - window.padRight() + window.spanWidth() + outputPaddingX;
        QuantisedOperator operator = new QuantisedOperator.TransposedConvolution(
                window, outputPaddingY, outputPaddingX, groups, weights, requantisation(outputs, taps, Optional.empty()));
        return add(operator, Shape.map(outputs, height, width));
    }

    /** A convolution whose results' zero point is 0, as the factors of a product need; what a lookup puts into unused lanes is not. */
    public GraphMaker symmetric(int outputs) {
        Requantisation r = requantisation(outputs, shape().channels(), Optional.empty());
        Requantisation symmetric = new Requantisation(r.bias(), r.scale(), 0, r.clampLow(), r.clampHigh(), Optional.of(bytes(256)));
        Window point = Window.square(1, 1, 0);
        return add(new QuantisedOperator.Convolution(point, 1, weights(outputs * shape().channels()), symmetric), List.of(current),
                point.output(shape(), outputs), new Quantisation(0.05f, 0));
    }

    /** The product of the current tensor's pixels with another's. */
    public GraphMaker product(QuantisedTensor right) {
        int outputs = right.shape().height() * right.shape().width();
        Requantisation r = requantisation(outputs, shape().channels(), Optional.empty());
        Requantisation unbiased = new Requantisation(new int[outputs], r.scale(), r.zeroPoint(), r.clampLow(), r.clampHigh(), Optional.empty());
        return add(new QuantisedOperator.MatrixProduct(unbiased), List.of(current, right),
                Shape.map(outputs, shape().height(), shape().width()), new Quantisation(0.05f, unbiased.zeroPoint()));
    }

    public GraphMaker lookup() {
        return add(new QuantisedOperator.Lookup(bytes(256)), shape());
    }

    /** Done by the host. */
    public GraphMaker softmax() {
        return add(new QuantisedOperator.Softmax(), shape());
    }

    public GraphMaker averagePool(Window window) {
        int channels = shape().channels();
        float[] scale = new float[channels];
        float step = random.nextBoolean() ? 1 : 1.3f; // 1 over 2 or 4 pixels makes halves, which round to even
        Arrays.fill(scale, step / (window.kernelHeight() * window.kernelWidth()));
        Requantisation mean = new Requantisation(new int[channels], scale, zeroPoint(), -128, 127, Optional.empty());
        return add(new QuantisedOperator.AveragePool(window, mean), window.output(shape(), channels));
    }

    public QuantisedGraph graph() {
        return new QuantisedGraph("chain", input, nodes);
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private GraphMaker add(QuantisedOperator operator, Shape output) {
        return add(operator, List.of(current), output, new Quantisation(0.05f, zeroPointOf(operator)));
    }

    private GraphMaker add(QuantisedOperator operator, List<QuantisedTensor> inputs, Shape output, Quantisation quantisation) {
        current = new QuantisedTensor("n" + nodes.size(), output, quantisation);
        nodes.add(new QuantisedNode(operator, inputs.stream().map(QuantisedTensor::name).toList(), current));
        return this;
    }

    /** What the results' zero point is; a lookup may make any. */
    private int zeroPointOf(QuantisedOperator operator) {
        return switch (operator) {
            case QuantisedOperator.Convolution c when c.requantisation().lookup().isEmpty() -> c.requantisation().zeroPoint();
            case QuantisedOperator.TransposedConvolution c -> c.requantisation().zeroPoint();
            case QuantisedOperator.Linear l -> l.requantisation().zeroPoint();
            case QuantisedOperator.AveragePool p -> p.requantisation().zeroPoint();
            default -> zeroPoint();
        };
    }

    private int zeroPoint() {
        return switch (random.nextInt(4)) {
            case 0 -> -128;
            case 1 -> 127;
            default -> random.nextInt(-128, 128);
        };
    }

    private byte[] weights(int count) {
        byte[] weights = bytes(count);
        for (int i = 0; extreme && i < count; i++) {
            weights[i] = weights[i] < 0 ? Byte.MIN_VALUE : Byte.MAX_VALUE;
        }
        return weights;
    }

    private Requantisation requantisation(int outputs, int taps, Optional<byte[]> lookup) {
        int[] bias = new int[outputs];
        float[] scale = new float[outputs];
        for (int i = 0; i < outputs; i++) {
            bias[i] = random.nextInt(-5000, 5000);
            scale[i] = (float) (random.nextDouble(0.5, 1.5) / (128 * Math.sqrt(taps)));
        }
        int low = random.nextBoolean() ? -128 : random.nextInt(-128, 0);
        int high = random.nextBoolean() ? 127 : random.nextInt(0, 128);
        return new Requantisation(bias, scale, zeroPoint(), low, high, lookup);
    }
}
