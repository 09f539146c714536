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

/** Builds chains of quantised operators with random weights and zero points, whose results use their range. */
public final class GraphMaker {
    private final RandomGenerator random;
    private final QuantisedTensor input;
    private final List<QuantisedNode> nodes = new ArrayList<>();
    private boolean extreme;

    public GraphMaker(RandomGenerator random, Shape input) {
        this.random = random;
        this.input = new QuantisedTensor("input", input, new Quantisation(0.05f, zeroPoint()));
    }

    /** From here on all weights are -128 or 127. */
    public GraphMaker extremeWeights() {
        extreme = true;
        return this;
    }

    /** The shape that the chain has come to. */
    public Shape shape() {
        return last().shape();
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
        QuantisedTensor read = last();
        QuantisedTensor output = new QuantisedTensor("n" + nodes.size(), window.output(shape(), shape().channels()), read.quantisation());
        nodes.add(new QuantisedNode(new QuantisedOperator.MaxPool(window), List.of(read.name()), output));
        return this;
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

    private QuantisedTensor last() {
        return nodes.isEmpty() ? input : nodes.getLast().output();
    }

    private GraphMaker add(QuantisedOperator operator, Shape output) {
        QuantisedTensor tensor = new QuantisedTensor("n" + nodes.size(), output, new Quantisation(0.05f, zeroPoint()));
        nodes.add(new QuantisedNode(operator, List.of(last().name()), tensor));
        return this;
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
