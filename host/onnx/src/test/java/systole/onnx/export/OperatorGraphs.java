package systole.onnx.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import systole.graph.Divisor;
import systole.graph.Graph;
import systole.graph.Node;
import systole.graph.Operator;
import systole.graph.Rounding;
import systole.graph.Shape;
import systole.graph.Value;
import systole.graph.Window;
import systole.nn.Parameters;
import systole.nn.Tensor;

/** A float graph for each operator and each way that it is written down; all read one map and make the tensor y. */
final class OperatorGraphs {
    static final Shape MAP = Shape.map(6, 9, 7);
    private static final Window UNEVEN = new Window(3, 2, 2, 3, 1, 0, 2, 1, 2, 1);
    static final List<Graph> ALL = Stream.of(maps(), pools(), activations(), ofSeveralInputs()).flatMap(List::stream).toList();

    private OperatorGraphs() {
    }

    private static List<Graph> maps() {
        List<Graph> graphs = of(new Operator.Conv2d(4, UNEVEN, 2, true), new Operator.Conv2d(5, Window.square(3, 1, 1), 1, false),
                new Operator.ConvTranspose2d(4, UNEVEN, 1, 1, 2, true), new Operator.BatchNorm2d(1e-3f, 0.1f), new Operator.Linear(11, true),
                new Operator.Flatten(), new Operator.Reshape(Shape.of(18, 21)), new Operator.Dropout(0.5f));
        for (int size = 1; size <= 6; size++) {
            graphs.addAll(of(new Operator.LocalResponseNorm(size, 0.7f, 0.75f, 1.5f)));
        }
        return graphs;
    }

    private static List<Graph> pools() {
        List<Graph> graphs = of(new Operator.AdaptiveAveragePool(1, 1), new Operator.AdaptiveMaxPool(1, 1),
                new Operator.AdaptiveAveragePool(4, 3), new Operator.AdaptiveMaxPool(5, 7));
        for (Rounding rounding : Rounding.values()) {
            graphs.addAll(of(new Operator.MaxPool(Window.square(3, 2, 1), rounding), new Operator.MaxPool(Window.square(2, 2, 0), rounding)));
            for (Divisor divisor : Divisor.values()) {
                graphs.addAll(of(new Operator.AveragePool(Window.square(3, 2, 1), rounding, divisor),
                        new Operator.AveragePool(Window.square(2, 3, 0), rounding, divisor)));
            }
        }
        return graphs;
    }

    private static List<Graph> activations() {
        return of(new Operator.Relu(), new Operator.LeakyRelu(0.2f), new Operator.Clip(-0.5f, 0.75f), new Operator.Clip(0, Float.POSITIVE_INFINITY),
                new Operator.Elu(0.9f), new Operator.Sigmoid(), new Operator.Tanh(), new Operator.Softmax(), new Operator.LogSoftmax());
    }

    private static List<Graph> ofSeveralInputs() {
        Value summand = Graph.sequential("sum", MAP);
        Value part = Graph.sequential("concatenation", MAP);
        Value rows = Graph.sequential("product", MAP).then("rows", new Operator.Reshape(Shape.of(6, 63)));
        return List.of(summand.relu("relu").add("y", summand).build(), part.relu("relu").concat("y", part).build(),
                rows.then("y", new Operator.MatMul(), rows.then("columns", new Operator.Transpose())).build());
    }

    private static List<Graph> of(Operator... operators) {
        List<Graph> graphs = new ArrayList<>();
        for (Operator operator : operators) {
            graphs.add(Graph.sequential(operator.toString(), MAP).then("y", operator).build());
        }
        return graphs;
    }

    /** Numbers for all that a graph has. */
    static Parameters parameters(Graph graph, Random random) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            graph.parameterShapes(node).forEach((name, shape) -> tensors.put(name, new Tensor(shape, values(shape, random))));
            graph.bufferShapes(node).forEach((name, shape) -> tensors.put(name, new Tensor(shape, squared(values(shape, random)))));
        }
        return new Parameters(tensors);
    }

    /** Variances are positive. */
    private static float[] squared(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] * values[i] + 0.1f;
        }
        return values;
    }

    /** Numbers from -1 to 1. */
    static float[] values(Shape shape, Random random) {
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() * 2 - 1;
        }
        return values;
    }
}
