package systole.nn;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import systole.graph.Graph;
import systole.graph.Node;
import systole.graph.Operator;
import systole.graph.Shape;

/** The plain version that specifies the fast one: every operator as loops over its definition, in float64. */
final class NaiveNetwork {
    private final Graph graph;
    private final Phase phase;

    /** Dropout is left out: what it drops is random. */
    NaiveNetwork(Graph graph, Phase phase) {
        this.graph = graph;
        this.phase = phase;
    }

    /** Parameters in float64. */
    static Map<String, double[]> weights(Parameters parameters) {
        Map<String, double[]> weights = new LinkedHashMap<>();
        parameters.tensors().forEach((name, tensor) -> weights.put(name, doubles(tensor.values())));
        return weights;
    }

    static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    /** The outputs of a batch of images. */
    double[][] forward(Map<String, double[]> weights, double[][] images) {
        Map<String, double[][]> tensors = new HashMap<>(Map.of(graph.input().name(), images));
        for (Node node : graph.nodes().subList(1, graph.nodes().size())) {
            List<double[][]> read = node.inputs().stream().map(tensors::get).toList();
            tensors.put(node.name(), node.operator() instanceof Operator.BatchNorm2d norm
                    ? batchNorm(node, norm, weights, read.getFirst())
                    : IntStream.range(0, images.length).mapToObj(image ->
                            apply(node, graph.inputShapes(node), weights, read.stream().map(batch -> batch[image]).toList())).toArray(double[][]::new));
        }
        return tensors.get(graph.output());
    }

    private static double[] apply(Node node, List<Shape> shapes, Map<String, double[]> weights, List<double[]> read) {
        double[] x = read.getFirst();
        Shape in = shapes.getFirst();
        double[] weight = weights.get(node.name() + ".weight");
        double[] bias = weights.getOrDefault(node.name() + ".bias", new double[node.output().channels()]);
        return switch (node.operator()) {
            case Operator.Conv2d convolution -> NaiveWindows.convolution(convolution, in, node.output(), weight, bias, x);
            case Operator.ConvTranspose2d convolution -> NaiveWindows.transposed(convolution, in, node.output(), weight, bias, x);
            case Operator.Linear(int outputs, _) -> IntStream.range(0, outputs).mapToDouble(o -> bias[o]
                    + IntStream.range(0, x.length).mapToDouble(i -> weight[o * x.length + i] * x[i]).sum()).toArray();
            case Operator.MatMul _ -> product(in, shapes.get(1), x, read.get(1));
            case Operator.Transpose _ -> eachOf(node.output(), (row, column) -> x[column * in.extents().get(1) + row]);
            case Operator.MaxPool _, Operator.AveragePool _, Operator.AdaptiveMaxPool _, Operator.AdaptiveAveragePool _ ->
                    NaiveWindows.pool(node.operator(), in, node.output(), x);
            case Operator.Relu _ -> each(x, value -> value > 0 ? value : 0);
            case Operator.LeakyRelu(float slope) -> each(x, value -> value >= 0 ? value : slope * value);
            case Operator.Clip(float low, float high) -> each(x, value -> Math.clamp(value, low, high));
            case Operator.Elu(float alpha) -> each(x, value -> value >= 0 ? value : alpha * (Math.exp(value) - 1));
            case Operator.Sigmoid _ -> each(x, value -> 1 / (1 + Math.exp(-value)));
            case Operator.Tanh _ -> each(x, Math::tanh);
            case Operator.Softmax _ -> softmax(in, x);
            case Operator.LogSoftmax _ -> each(softmax(in, x), Math::log);
            case Operator.LocalResponseNorm norm -> responseNorm(norm, in, x);
            case Operator.Concat _ -> read.stream().flatMapToDouble(DoubleStream::of).toArray();
            case Operator.Add _ -> IntStream.range(0, x.length).mapToDouble(i -> x[i] + read.get(1)[i]).toArray();
            case Operator.Flatten _, Operator.Reshape _, Operator.Dropout _ -> x;
            case Operator.Input _, Operator.BatchNorm2d _ -> throw new AssertionError(node);
        };
    }

    private double[][] batchNorm(Node node, Operator.BatchNorm2d norm, Map<String, double[]> weights, double[][] images) {
        int area = node.output().height() * node.output().width();
        double[][] outputs = Arrays.stream(images).map(double[]::clone).toArray(double[][]::new);
        for (int channel = 0; channel < node.output().channels(); channel++) {
            int c = channel;
            double[] values = Arrays.stream(images).flatMapToDouble(image -> Arrays.stream(image, c * area, (c + 1) * area)).toArray();
            double batchMean = DoubleStream.of(values).average().orElseThrow();
            boolean training = phase == Phase.TRAINING;
            double mean = training ? batchMean : weights.get(node.name() + ".running_mean")[c];
            double variance = training ? DoubleStream.of(values).map(value -> (value - batchMean) * (value - batchMean)).average().orElseThrow()
                    : weights.get(node.name() + ".running_var")[c];
            for (double[] output : outputs) {
                for (int i = c * area; i < (c + 1) * area; i++) {
                    output[i] = (output[i] - mean) / Math.sqrt(variance + norm.epsilon()) * weights.get(node.name() + ".weight")[c]
                            + weights.get(node.name() + ".bias")[c];
                }
            }
        }
        return outputs;
    }

    private static double[] product(Shape left, Shape right, double[] a, double[] b) {
        int inner = right.extents().get(0);
        int columns = right.extents().get(1);
        return eachOf(Shape.of(left.extents().get(0), columns), (row, column) ->
                IntStream.range(0, inner).mapToDouble(k -> a[row * inner + k] * b[k * columns + column]).sum());
    }

    private static double[] softmax(Shape shape, double[] x) {
        int area = shape.size() / shape.channels();
        return IntStream.range(0, x.length).mapToDouble(i -> Math.exp(x[i])
                / IntStream.range(0, shape.channels()).mapToDouble(c -> Math.exp(x[c * area + i % area])).sum()).toArray();
    }

    private static double[] responseNorm(Operator.LocalResponseNorm norm, Shape shape, double[] x) {
        int area = shape.height() * shape.width();
        return IntStream.range(0, x.length).mapToDouble(i -> {
            int first = i / area - norm.size() / 2;
            double sum = IntStream.range(first, first + norm.size()).filter(c -> c >= 0 && c < shape.channels())
                    .mapToDouble(c -> x[c * area + i % area] * x[c * area + i % area]).sum();
            return x[i] / Math.pow(norm.k() + (double) norm.alpha() / norm.size() * sum, norm.beta());
        }).toArray();
    }

    private interface Element {
        double at(int row, int column);
    }

    private static double[] eachOf(Shape matrix, Element element) {
        int columns = matrix.extents().get(1);
        return IntStream.range(0, matrix.size()).mapToDouble(i -> element.at(i / columns, i % columns)).toArray();
    }

    private static double[] each(double[] x, DoubleUnaryOperator function) {
        return DoubleStream.of(x).map(function).toArray();
    }
}
