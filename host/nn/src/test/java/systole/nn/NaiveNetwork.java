package systole.nn;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import systole.graph.Graph;
import systole.graph.Node;
import systole.graph.Operator;
import systole.graph.Shape;
import systole.graph.Window;

/** The plain version that specifies the fast one: every operator as loops over its definition, in float64, one image. */
final class NaiveNetwork {
    private final Graph graph;

    NaiveNetwork(Graph graph) {
        this.graph = graph;
    }

    double[] forward(Parameters parameters, double[] image) {
        double[] values = image;
        for (Node node : graph.nodes().subList(1, graph.nodes().size())) {
            values = apply(node, graph.inputShapes(node).getFirst(), parameters, values);
        }
        return values;
    }

    private static double[] apply(Node node, Shape in, Parameters parameters, double[] x) {
        return switch (node.operator()) {
            case Operator.Conv2d(_, Window window, int groups, _) -> convolution(node, window, groups, in, parameters, x);
            case Operator.Linear _ -> IntStream.range(0, node.output().size()).mapToDouble(o -> parameters.bias(node)[o]
                    + IntStream.range(0, x.length).mapToDouble(i -> parameters.weight(node)[o * x.length + i] * x[i]).sum()).toArray();
            case Operator.MaxPool(Window window, _) -> pool(node, window, in, x, taps -> taps.max().orElseThrow());
            case Operator.AveragePool(Window window, _, _) -> pool(node, window, in, x,
                    taps -> taps.sum() / (window.kernelHeight() * window.kernelWidth()));
            case Operator.Relu _ -> each(x, value -> value > 0 ? value : 0);
            case Operator.Sigmoid _ -> each(x, value -> 1 / (1 + Math.exp(-value)));
            case Operator.Tanh _ -> each(x, Math::tanh);
            case Operator.Flatten _ -> x;
            default -> throw new AssertionError(node);
        };
    }

    private static double[] convolution(Node node, Window window, int groups, Shape in, Parameters parameters, double[] x) {
        Shape weight = parameters.get(node.name() + ".weight").shape();
        int perGroup = weight.extents().get(1);
        return eachOutput(node.output(), (channel, oy, ox) -> {
            double sum = parameters.bias(node)[channel];
            for (int c = 0; c < perGroup; c++) {
                for (int ky = 0; ky < window.kernelHeight(); ky++) {
                    for (int kx = 0; kx < window.kernelWidth(); kx++) {
                        int y = oy * window.strideY() - window.padTop() + ky * window.dilationY();
                        int xx = ox * window.strideX() - window.padLeft() + kx * window.dilationX();
                        int source = channel / (weight.channels() / groups) * perGroup + c;
                        float w = parameters.weight(node)[((channel * perGroup + c) * window.kernelHeight() + ky) * window.kernelWidth() + kx];
                        sum += inside(in, y, xx) ? w * x[(source * in.height() + y) * in.width() + xx] : 0;
                    }
                }
            }
            return sum;
        });
    }

    private interface Reduction {
        double of(DoubleStream taps);
    }

    private static double[] pool(Node node, Window window, Shape in, double[] x, Reduction reduction) {
        return eachOutput(node.output(), (channel, oy, ox) -> {
            DoubleStream.Builder taps = DoubleStream.builder();
            for (int ky = 0; ky < window.kernelHeight(); ky++) {
                for (int kx = 0; kx < window.kernelWidth(); kx++) {
                    int y = oy * window.strideY() - window.padTop() + ky * window.dilationY();
                    int xx = ox * window.strideX() - window.padLeft() + kx * window.dilationX();
                    if (inside(in, y, xx)) {
                        taps.add(x[(channel * in.height() + y) * in.width() + xx]);
                    }
                }
            }
            return reduction.of(taps.build());
        });
    }

    private interface Element {
        double at(int channel, int y, int x);
    }

    private static double[] eachOutput(Shape shape, Element element) {
        return IntStream.range(0, shape.size()).mapToDouble(i -> element.at(
                i / (shape.height() * shape.width()), i / shape.width() % shape.height(), i % shape.width())).toArray();
    }

    private static double[] each(double[] x, DoubleUnaryOperator function) {
        return DoubleStream.of(x).map(function).toArray();
    }

    private static boolean inside(Shape shape, int y, int x) {
        return y >= 0 && y < shape.height() && x >= 0 && x < shape.width();
    }
}
