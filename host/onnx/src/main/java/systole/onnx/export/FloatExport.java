package systole.onnx.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import java.util.Map;
import systole.graph.Divisor;
import systole.graph.Graph;
import systole.graph.Node;
import systole.graph.Operator;
import systole.graph.Rounding;
import systole.graph.Shape;
import systole.graph.Window;
import systole.onnx.OnnxException;

/** Writes float graphs as ONNX models, whose tensors have the nodes' names. The number of images is left open. */
public final class FloatExport {
    private final Graph graph;
    private final Map<String, float[]> parameters;
    private final GraphWriter writer;

    private FloatExport(Graph graph, Map<String, float[]> parameters) {
        this.graph = graph;
        this.parameters = parameters;
        writer = new GraphWriter(graph.name());
    }

    /**
     * The model of a network in inference.
     *
     * @param parameters weights, biases and running statistics by name, as {@link Graph#parameterShapes()} and {@link Graph#bufferShapes} say
     * @throws OnnxException where a parameter is missing
     */
    public static ModelProto of(Graph graph, Map<String, float[]> parameters) {
        return new FloatExport(graph, parameters).model();
    }

    private ModelProto model() {
        writer.input(graph.input().name(), graph.input().output());
        graph.nodes().stream().skip(1).forEach(this::append);
        writer.output(graph.output(), graph.outputShape());
        return writer.model();
    }

    private void append(Node node) {
        switch (node.operator()) {
            case Operator.Conv2d(_, Window window, int groups, boolean bias) ->
                    weighted(node, Windows.attributes(Operation.of("Conv").with("group", groups), window), read(node), bias);
            case Operator.ConvTranspose2d(_, Window window, int below, int right, int groups, boolean bias) -> weighted(node,
                    Windows.attributes(Operation.of("ConvTranspose").with("group", groups), window).withList("output_padding", below, right),
                    read(node), bias);
            case Operator.Linear(_, boolean bias) -> weighted(node, Operation.of("Gemm").with("transB", 1), flattened(node), bias);
            case Operator.MatMul _ -> simple(node, Operation.of("MatMul"));
            case Operator.Transpose _ -> simple(node, Operation.of("Transpose").withList("perm", 0, 2, 1));
            case Operator.MaxPool(Window window, Rounding rounding) ->
                    simple(node, Windows.attributes(Operation.of("MaxPool"), rounding.applied(window, shape(node))));
            case Operator.AveragePool pool -> mean(node, pool);
            case Operator.AdaptiveMaxPool(int height, int width) -> AdaptivePools.maximum(writer, node, shape(node), height, width);
            case Operator.AdaptiveAveragePool(int height, int width) -> AdaptivePools.mean(writer, node, shape(node), height, width);
            case Operator.Relu _ -> simple(node, Operation.of("Relu"));
            case Operator.LeakyRelu(float slope) -> simple(node, Operation.of("LeakyRelu").with("alpha", slope));
            case Operator.Clip(float low, float high) -> writer.append(node.name(), Operation.of("Clip"), read(node),
                    writer.scalar(node.name() + "/low", low), writer.scalar(node.name() + "/high", high));
            case Operator.Elu(float alpha) -> simple(node, Operation.of("Elu").with("alpha", alpha));
            case Operator.Sigmoid _ -> simple(node, Operation.of("Sigmoid"));
            case Operator.Tanh _ -> simple(node, Operation.of("Tanh"));
            case Operator.Softmax _ -> simple(node, Operation.of("Softmax").with("axis", 1));
            case Operator.LogSoftmax _ -> simple(node, Operation.of("LogSoftmax").with("axis", 1));
            case Operator.BatchNorm2d(float epsilon, _) -> normalisation(node, epsilon);
            case Operator.LocalResponseNorm normalisation -> normalisation(node, normalisation);
            case Operator.Dropout _ -> simple(node, Operation.of("Identity"));
            case Operator.Flatten _ -> simple(node, Operation.of("Flatten").with("axis", 1));
            case Operator.Reshape(Shape shape) -> writer.append(node.name(), Operation.of("Reshape"), read(node), writer.extents(node.name() + "/shape", shape));
            case Operator.Concat _ -> simple(node, Operation.of("Concat").with("axis", 1));
            case Operator.Add _ -> simple(node, Operation.of("Add"));
            case Operator.Input _ -> throw new AssertionError(node);
        }
    }

    private void simple(Node node, Operation operation) {
        writer.append(node.name(), operation, node.inputs());
    }

    private void weighted(Node node, Operation operation, String read, boolean bias) {
        String weight = parameter(node.name() + ".weight", graph.parameterShapes(node).get(node.name() + ".weight"));
        writer.append(node.name(), operation, bias
                ? List.of(read, weight, parameter(node.name() + ".bias", graph.parameterShapes(node).get(node.name() + ".bias")))
                : List.of(read, weight));
    }

    private void normalisation(Node node, float epsilon) {
        Shape channels = Shape.vector(node.output().channels());
        writer.append(node.name(), Operation.of("BatchNormalization").with("epsilon", epsilon), read(node),
                parameter(node.name() + ".weight", channels), parameter(node.name() + ".bias", channels),
                parameter(node.name() + ".running_mean", channels), parameter(node.name() + ".running_var", channels));
    }

    /** ONNX Runtime's operator takes odd sizes only. */
    private void normalisation(Node node, Operator.LocalResponseNorm normalisation) {
        if (normalisation.size() % 2 == 1) {
            simple(node, Operation.of("LRN").with("size", normalisation.size()).with("alpha", normalisation.alpha())
                    .with("beta", normalisation.beta()).with("bias", normalisation.k()));
            return;
        }
        String values = writer.append(node.name() + "/values", Operation.cast(DataType.DOUBLE), read(node));
        String result = new NeighbourSquares(writer, node.name(), node.output(), normalisation.size())
                .normalised(values, 1, normalisation.alpha(), normalisation.beta(), normalisation.k());
        writer.append(node.name(), Operation.cast(DataType.FLOAT), result);
    }

    /** Declared padding that counts is put on first where rounding up adds some that does not. */
    private void mean(Node node, Operator.AveragePool pool) {
        Window window = pool.rounding().applied(pool.window(), shape(node));
        if (pool.divisor() == Divisor.INPUT || window.equals(pool.window())) {
            simple(node, Windows.attributes(Operation.of("AveragePool"), window).with("count_include_pad", pool.divisor() == Divisor.PADDED ? 1 : 0));
            return;
        }
        Window rest = Windows.padded(window, 0, 0, window.padBottom() - pool.window().padBottom(), window.padRight() - pool.window().padRight());
        String framed = writer.append(node.name() + "/framed", Operation.of("Pad"), read(node),
                writer.longs(node.name() + "/pads", Windows.pads(pool.window())));
        writer.append(node.name(), Windows.attributes(Operation.of("AveragePool"), rest), framed);
    }

    private String flattened(Node node) {
        return shape(node).extents().size() == 1 ? read(node)
                : writer.append(node.name() + "/flat", Operation.of("Flatten").with("axis", 1), read(node));
    }

    private String parameter(String name, Shape shape) {
        float[] values = parameters.get(name);
        if (values == null) {
            throw new OnnxException("graph %s cannot be exported: there is no parameter %s".formatted(graph.name(), name));
        }
        return writer.floats(name, values, shape.extents().stream().mapToInt(Integer::intValue).toArray());
    }

    private String read(Node node) {
        return node.inputs().getFirst();
    }

    private Shape shape(Node node) {
        return graph.inputShapes(node).getFirst();
    }
}
