package systole.onnx.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.Additions;
import systole.quant.FloatSum;
import systole.quant.Interval;
import systole.quant.Quantisation;
import systole.quant.QuantisedGraph;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedOperator;
import systole.quant.QuantisedTensor;
import systole.quant.Requantisation;

/** Graphs of many layers side by side, all on one input or on what one of them makes of it. Extents are odd ones, and values use their range. */
public final class RandomLayers {
    private final SplittableRandom random;
    private final QuantisedTensor input;
    private final List<QuantisedNode> nodes = new ArrayList<>();

    private RandomLayers(long seed) {
        random = new SplittableRandom(seed);
        Shape shape = Shape.map(random.nextInt(1, 19), random.nextInt(1, 14), random.nextInt(1, 14));
        input = new QuantisedTensor("input", shape, new Quantisation(scale(), zeroPoint()));
    }

    /** So many layers; equal seeds give equal ones. */
    public static QuantisedGraph of(long seed, int layers) {
        RandomLayers maker = new RandomLayers(seed);
        while (maker.nodes.size() < layers) {
            maker.append();
        }
        return new QuantisedGraph("layers", maker.input, maker.nodes);
    }

    private void append() {
        List<QuantisedTensor> maps = new ArrayList<>(List.of(input, input));
        nodes.stream().map(QuantisedNode::output).filter(tensor -> tensor.shape().isMap()).forEach(maps::add);
        QuantisedTensor read = maps.get(random.nextInt(maps.size()));
        switch (random.nextInt(15)) {
            case 0, 1, 2, 3 -> convolution(read);
            case 4 -> transposed(read);
            case 5, 6 -> linear(read);
            case 7 -> maximum(read);
            case 8 -> mean(read);
            case 9 -> areas(read);
            case 10, 11 -> sum(read, any(maps.stream().filter(tensor -> tensor.shape().equals(read.shape())).toList()));
            case 12 -> add(new QuantisedOperator.Lookup(bytes(256)), read.shape(), quantisation(), read);
            case 13 -> product(read, any(maps.stream().filter(tensor -> tensor.shape().channels() == read.shape().channels()).toList()));
            default -> onHost(read);
        }
    }

    private void convolution(QuantisedTensor read) {
        int channels = read.shape().channels();
        int groups = random.nextBoolean() ? 1 : any(IntStream.rangeClosed(1, channels).filter(n -> channels % n == 0).boxed().toList());
        int outputs = groups * random.nextInt(1, 1 + Math.max(1, 20 / groups));
        window(read.shape()).ifPresent(window -> {
            int taps = channels / groups * window.kernelHeight() * window.kernelWidth();
            weighted(new Sums(outputs, taps), window.output(read.shape(), outputs), read, (weights, requantisation) ->
                    new QuantisedOperator.Convolution(window, groups, weights, requantisation));
        });
    }

    private void transposed(QuantisedTensor read) {
        Window window = new Window(random.nextInt(1, 4), random.nextInt(1, 4), random.nextInt(1, 4), random.nextInt(1, 4),
                random.nextInt(2), random.nextInt(2), random.nextInt(2), random.nextInt(2), random.nextInt(1, 3), random.nextInt(1, 3));
        int outputs = random.nextInt(1, 9);
        int below = random.nextInt(Math.max(window.strideY(), window.dilationY()));
        int right = random.nextInt(Math.max(window.strideX(), window.dilationX()));
        int height = (read.shape().height() - 1) * window.strideY() - window.padTop() - window.padBottom() + window.spanHeight() + below;
        int width = (read.shape().width() - 1) * window.strideX() - window.padLeft() - window.padRight() + window.spanWidth() + right;
        if (Math.min(height, width) >= 1) {
            int taps = read.shape().channels() * window.kernelHeight() * window.kernelWidth();
            weighted(new Sums(outputs, taps), Shape.map(outputs, height, width), read, (weights, requantisation) ->
                    new QuantisedOperator.TransposedConvolution(window, below, right, 1, weights, requantisation));
        }
    }

    private void linear(QuantisedTensor read) {
        int outputs = random.nextInt(1, 35);
        weighted(new Sums(outputs, read.shape().size()), Shape.vector(outputs), read, QuantisedOperator.Linear::new);
    }

    private void maximum(QuantisedTensor read) {
        window(read.shape()).ifPresent(window -> add(
                new QuantisedOperator.MaxPool(window), window.output(read.shape(), read.shape().channels()), read.quantisation(), read));
    }

    private void mean(QuantisedTensor read) {
        Shape shape = read.shape();
        Optional<Window> window = random.nextBoolean() ? window(shape)
                : Optional.of(new Window(shape.height(), shape.width(), 1, 1, 0, 0, 0, 0, 1, 1));
        window.ifPresent(walk -> {
            Quantisation output = new Quantisation(read.quantisation().scale() * (random.nextBoolean() ? 1 : 0.7f), zeroPoint());
            float[] scales = new float[shape.channels()];
            Arrays.fill(scales, read.quantisation().scale() / (output.scale() * (walk.kernelHeight() * walk.kernelWidth())));
            Requantisation requantisation = new Requantisation(
                    new int[scales.length], scales, output.zeroPoint(), Byte.MIN_VALUE, Byte.MAX_VALUE, lookup());
            add(new QuantisedOperator.AveragePool(walk, requantisation), walk.output(shape, shape.channels()), output, read);
        });
    }

    private void areas(QuantisedTensor read) {
        List<Interval> rows = intervals(read.shape().height());
        List<Interval> columns = intervals(read.shape().width());
        Shape shape = Shape.map(read.shape().channels(), rows.size(), columns.size());
        if (random.nextBoolean()) {
            add(new QuantisedOperator.AreaMaxPool(rows, columns), shape, read.quantisation(), read);
        } else {
            Requantisation mean = requantisation(new Sums(rows.size() * columns.size(), 9), 1f / 9);
            Requantisation unbiased = new Requantisation(new int[mean.bias().length], mean.scale(), mean.zeroPoint(), mean.clampLow(),
                    mean.clampHigh(), mean.lookup());
            add(new QuantisedOperator.AreaAveragePool(rows, columns, unbiased), shape, quantisation(), read);
        }
    }

    private List<Interval> intervals(int extent) {
        return IntStream.range(0, random.nextInt(1, 5)).mapToObj(_ -> {
            int first = random.nextInt(extent);
            return new Interval(first, random.nextInt(first + 1, extent + 1), random.nextInt(1, 3));
        }).toList();
    }

    /** Half of the sums have the multipliers of a quantiser. */
    private void sum(QuantisedTensor left, QuantisedTensor right) {
        Quantisation output = new Quantisation(left.quantisation().scale() + right.quantisation().scale(), zeroPoint());
        int shift = random.nextInt(1, 22);
        int low = random.nextBoolean() ? Byte.MIN_VALUE : output.zeroPoint();
        QuantisedOperator.Addition anyFactors = new QuantisedOperator.Addition((int) (random.nextDouble(0.5, 1.5) * (1 << shift)),
                (int) (random.nextDouble(0.5, 1.5) * (1 << shift)), shift, zeroPoint(), low, Byte.MAX_VALUE);
        QuantisedOperator.Addition sum = random.nextBoolean() ? anyFactors : Additions.equalTo(
                FloatSum.unsigned(left.quantisation(), right.quantisation(), output), left.quantisation(), right.quantisation(), output,
                low, Byte.MAX_VALUE).orElse(anyFactors);
        add(sum, left.shape(), output, left, right);
    }

    /** The products of two maps' pixels. */
    private void product(QuantisedTensor columns, QuantisedTensor rows) {
        QuantisedTensor left = symmetric(columns);
        QuantisedTensor right = symmetric(rows);
        int outputs = rows.shape().height() * rows.shape().width();
        Requantisation some = requantisation(new Sums(outputs, columns.shape().channels()), 1f / 64);
        float[] scales = some.scale();
        if (random.nextBoolean()) {
            Arrays.fill(scales, scales[0]);
        }
        Requantisation unbiased = new Requantisation(new int[outputs], scales, some.zeroPoint(), some.clampLow(), some.clampHigh(), some.lookup());
        add(new QuantisedOperator.MatrixProduct(unbiased), Shape.map(outputs, columns.shape().height(), columns.shape().width()), quantisation(),
                left, right);
    }

    private QuantisedTensor symmetric(QuantisedTensor read) {
        return add(new QuantisedOperator.Lookup(bytes(256)), read.shape(), new Quantisation(scale(), 0), read);
    }

    private void onHost(QuantisedTensor read) {
        Shape shape = read.shape();
        Quantisation small = new Quantisation(0.02f, read.quantisation().zeroPoint());
        QuantisedTensor values = add(new QuantisedOperator.Lookup(bytes(256)), shape, small, read);
        switch (random.nextInt(6)) {
            case 0 -> add(new QuantisedOperator.Softmax(), shape, new Quantisation(1f / 256, -128), values);
            case 1 -> add(new QuantisedOperator.LogSoftmax(), shape, new Quantisation(0.05f, 127), values);
            case 2 -> add(new QuantisedOperator.LocalResponseNormalisation(random.nextInt(1, 7), 0.5f, 0.75f, 2), shape, quantisation(0.01f), values);
            case 3 -> add(new QuantisedOperator.Reshaping(), Shape.vector(shape.size()), small, values);
            case 4 -> add(new QuantisedOperator.Concatenation(), Shape.map(2 * shape.channels(), shape.height(), shape.width()), small, values, values);
            default -> {
                QuantisedTensor matrix = add(new QuantisedOperator.Reshaping(), Shape.of(shape.channels(), shape.size() / shape.channels()), small, values);
                add(new QuantisedOperator.Transposition(), Shape.of(matrix.shape().width(), shape.channels()), small, matrix);
            }
        }
    }

    /** @param taps products of a sum */
    private record Sums(int outputs, int taps) {
    }

    private interface Weighted {
        QuantisedOperator of(byte[] weights, Requantisation requantisation);
    }

    private void weighted(Sums sums, Shape output, QuantisedTensor read, Weighted operator) {
        byte[] weights = bytes(sums.outputs * sums.taps);
        Requantisation requantisation = requantisation(sums, (float) (0.02 / Math.sqrt(sums.taps)));
        add(operator.of(weights, requantisation), output, new Quantisation(scale(), requantisation.zeroPoint()), read);
    }

    private Requantisation requantisation(Sums sums, float typical) {
        int[] biases = IntStream.range(0, sums.outputs).map(_ -> random.nextInt(-9999, 9999)).toArray();
        float[] scales = new float[sums.outputs];
        float same = typical * (float) random.nextDouble(0.5, 1.5);
        boolean each = random.nextBoolean();
        for (int i = 0; i < scales.length; i++) {
            scales[i] = each ? typical * (float) random.nextDouble(0.5, 1.5) : same;
        }
        int low = random.nextInt(3) > 0 ? Byte.MIN_VALUE : random.nextInt(Byte.MIN_VALUE, 0);
        int high = random.nextInt(3) > 0 ? Byte.MAX_VALUE : random.nextInt(0, Byte.MAX_VALUE);
        return new Requantisation(biases, scales, zeroPoint(), low, high, lookup());
    }

    private Optional<byte[]> lookup() {
        return random.nextInt(4) == 0 ? Optional.of(bytes(256)) : Optional.empty();
    }

    /** One that fits, if the dice give one. */
    private Optional<Window> window(Shape shape) {
        int kernelHeight = random.nextInt(1, 6);
        int kernelWidth = random.nextInt(1, 6);
        Window window = new Window(kernelHeight, kernelWidth, random.nextInt(1, 4), random.nextInt(1, 4), random.nextInt(kernelHeight),
                random.nextInt(kernelWidth), random.nextInt(kernelHeight), random.nextInt(kernelWidth), random.nextInt(1, 3), random.nextInt(1, 3));
        boolean fits = window.outputHeight(shape.height()) >= 1 && window.outputWidth(shape.width()) >= 1;
        return Optional.of(window).filter(_ -> fits);
    }

    private QuantisedTensor add(QuantisedOperator operator, Shape shape, Quantisation quantisation, QuantisedTensor... reads) {
        QuantisedTensor output = new QuantisedTensor("n" + nodes.size(), shape, quantisation);
        nodes.add(new QuantisedNode(operator, Arrays.stream(reads).map(QuantisedTensor::name).toList(), output));
        return output;
    }

    private Quantisation quantisation() {
        return quantisation(scale());
    }

    private Quantisation quantisation(float scale) {
        return new Quantisation(scale, zeroPoint());
    }

    private float scale() {
        return (float) Math.exp(random.nextDouble(-5, 0));
    }

    private int zeroPoint() {
        return switch (random.nextInt(4)) {
            case 0 -> Byte.MIN_VALUE;
            case 1 -> Byte.MAX_VALUE;
            default -> random.nextInt(Byte.MIN_VALUE, Byte.MAX_VALUE + 1);
        };
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
