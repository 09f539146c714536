package systole.nn;

import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import systole.graph.Divisor;
import systole.graph.Graph;
import systole.graph.Operator;
import systole.graph.Rounding;
import systole.graph.Shape;
import systole.graph.Value;
import systole.graph.Window;

/** Every layer against its plain loops, and its gradients against central differences of those loops in float64. */
class LayerTest {
    private static final Window UNEVEN = new Window(2, 3, 2, 1, 0, 2, 1, 0, 3, 2);
    private static final Window DILATED = new Window(2, 3, 1, 2, 2, 1, 0, 3, 3, 2);

    static Stream<Named<Graph>> layers() {
        return Stream.of(convolutions(), products(), pools(), functions(), networks()).flatMap(named -> named);
    }

    private static Stream<Named<Graph>> convolutions() {
        return Stream.of(
                named("1x1", map(3, 4, 5).conv2d("op", 2, Window.square(1, 1, 0))),
                named("1x1 stride 2", map(3, 5, 5).conv2d("op", 2, Window.square(1, 2, 0))),
                named("5x5 over all of it", map(1, 5, 5).conv2d("op", 3, Window.square(5, 1, 0))),
                named("3x3 same", map(2, 7, 6).conv2d("op", 4, Window.square(3, 1, 1))),
                named("wider than a panel", map(2, 9, 17).conv2d("op", 13, Window.square(3, 1, 1))),
                named("more padding than kernel", map(1, 2, 3).conv2d("op", 2, Window.square(2, 1, 4))),
                named("stride 2", map(2, 7, 8).conv2d("op", 3, Window.square(3, 2, 1))),
                named("stride beyond kernel", map(2, 11, 7).conv2d("op", 3, Window.square(2, 3, 0))),
                named("uneven", map(2, 9, 11).conv2d("op", 5, UNEVEN)),
                named("groups", map(4, 5, 5).conv2d("op", 6, Window.square(3, 1, 1), 2)),
                named("depthwise", map(3, 5, 4).conv2d("op", 3, Window.square(3, 1, 1), 3)),
                named("without bias", map(2, 5, 4).then("op", new Operator.Conv2d(3, Window.square(3, 1, 1), 1, false))),
                transposed("transposed", 2, 4, 3, new Operator.ConvTranspose2d(3, Window.square(3, 1, 1), 0, 0, 1, true)),
                transposed("transposed, stride 2", 3, 3, 4, new Operator.ConvTranspose2d(2, Window.square(4, 2, 1), 0, 0, 1, true)),
                transposed("transposed, output padding, groups", 4, 3, 3, new Operator.ConvTranspose2d(6, Window.square(3, 2, 0), 1, 0, 2, true)),
                transposed("transposed, uneven", 2, 4, 5, new Operator.ConvTranspose2d(3, UNEVEN, 2, 1, 1, false)),
                transposed("transposed, stride beyond kernel", 2, 3, 3, new Operator.ConvTranspose2d(2, Window.square(1, 3, 0), 2, 2, 1, true)));
    }

    private static Stream<Named<Graph>> products() {
        Value square = vector(12).then("left", new Operator.Reshape(Shape.of(4, 3)));
        Value turned = square.then("turned", new Operator.Transpose());
        return Stream.of(
                named("one linear output", map(2, 3, 1).linear("op", 1)),
                named("linear", vector(13).linear("op", 7)),
                named("linear without bias", vector(37).then("op", new Operator.Linear(5, false))),
                named("transpose", turned),
                named("matrix product with itself", square.then("op", new Operator.MatMul(), turned)));
    }

    private static Stream<Named<Graph>> pools() {
        Window two = Window.square(2, 2, 0);
        Window padded = Window.square(3, 2, 1);
        return Stream.of(
                named("max 2x2", map(2, 6, 7).maxPool("op", two)),
                named("max overlapping, padded", map(2, 5, 6).maxPool("op", Window.square(3, 1, 1))),
                named("max dilated", map(2, 7, 8).maxPool("op", DILATED)),
                named("max rounded up", map(2, 5, 7).then("op", new Operator.MaxPool(two, Rounding.CEILING))),
                named("average 2x2", map(3, 4, 6).averagePool("op", two)),
                named("average padded", map(2, 5, 5).averagePool("op", padded)),
                named("average of the input alone", map(2, 5, 6).then("op", new Operator.AveragePool(padded, Rounding.FLOOR, Divisor.INPUT))),
                named("average dilated", map(2, 7, 8).averagePool("op", DILATED)),
                named("average dilated, of the input alone", map(2, 7, 8).then("op", new Operator.AveragePool(DILATED, Rounding.FLOOR, Divisor.INPUT))),
                named("average rounded up", map(2, 6, 8).then("op", new Operator.AveragePool(padded, Rounding.CEILING, Divisor.PADDED))),
                named("average rounded up, of the input alone",
                        map(2, 6, 8).then("op", new Operator.AveragePool(padded, Rounding.CEILING, Divisor.INPUT))),
                named("adaptive max", map(2, 7, 5).then("op", new Operator.AdaptiveMaxPool(3, 2))),
                named("adaptive average", map(2, 7, 5).then("op", new Operator.AdaptiveAveragePool(3, 2))),
                named("adaptive average of fewer", map(2, 2, 3).then("op", new Operator.AdaptiveAveragePool(3, 5))),
                named("global average", map(3, 5, 4).globalAveragePool("op")),
                named("global max", map(3, 5, 4).globalMaxPool("op")));
    }

    private static Stream<Named<Graph>> functions() {
        return Stream.of(
                named("relu", vector(17).relu("op")), named("sigmoid", vector(17).sigmoid("op")), named("tanh", vector(17).tanh("op")),
                named("leaky relu", vector(17).then("op", new Operator.LeakyRelu(0.1f))),
                named("elu", vector(17).then("op", new Operator.Elu(0.7f))),
                named("clip", vector(17).then("op", new Operator.Clip(-0.3f, 0.6f))),
                named("softmax", vector(7).softmax("op")), named("softmax of maps", map(5, 2, 3).softmax("op")),
                named("log softmax", vector(7).then("op", new Operator.LogSoftmax())),
                named("log softmax of maps", map(4, 3, 2).then("op", new Operator.LogSoftmax())),
                named("response norm", map(9, 2, 3).then("op", new Operator.LocalResponseNorm(5, 0.4f, 0.75f, 1))),
                named("response norm, even, wide", map(3, 2, 2).then("op", new Operator.LocalResponseNorm(6, 0.9f, 0.5f, 2))),
                named("batch norm", map(3, 4, 2).batchNorm2d("op")),
                named("batch norm of one pixel", map(5, 1, 1).batchNorm2d("op")),
                named("flatten", map(2, 3, 2).flatten("op")),
                named("reshape", map(2, 3, 2).then("op", new Operator.Reshape(Shape.of(4, 3)))));
    }

    private static Stream<Named<Graph>> networks() {
        Value twice = vector(5).linear("fc", 5);
        Value x = map(2, 5, 5);
        Value y = x.conv2d("conv", 2, Window.square(3, 1, 1)).batchNorm2d("bn").tanh("tanh");
        return Stream.of(
                named("chain", map(2, 9, 9).conv2d("conv", 4, Window.square(3, 1, 1)).relu("relu").maxPool("pool", Window.square(2, 2, 0))
                        .flatten("flatten").linear("fc", 5).tanh("op")),
                named("twice the same", twice.add("op", twice)),
                named("residual", y.add("add", x).sigmoid("op")),
                named("dense", y.concat("concat", x, y).conv2d("last", 3, Window.square(1, 1, 0))));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void forwardEqualsPlainLoops(Graph graph) {
        for (Phase phase : Phase.values()) {
            new Trial(graph, phase).assertOutputs();
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void gradientsEqualDifferences(Graph graph) {
        for (Phase phase : Phase.values()) {
            Trial trial = new Trial(graph, phase);
            trial.assertInputGradients();
            trial.assertParameterGradients();
        }
    }

    private static Value map(int channels, int height, int width) {
        return Graph.sequential("test", Shape.map(channels, height, width));
    }

    private static Value vector(int features) {
        return Graph.sequential("test", Shape.vector(features));
    }

    private static Named<Graph> transposed(String name, int channels, int height, int width, Operator.ConvTranspose2d operator) {
        return named(name, map(channels, height, width).then("op", operator));
    }

    private static Named<Graph> named(String name, Value builder) {
        return Named.of(name, builder.build());
    }
}
