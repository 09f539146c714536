package systole.onnx.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import systole.graph.Divisor;
import systole.graph.Graph;
import systole.graph.Node;
import systole.graph.Operator;
import systole.graph.Rounding;
import systole.graph.Shape;
import systole.graph.Value;
import systole.graph.Window;
import systole.nn.Network;
import systole.nn.Parameters;
import systole.nn.Tensor;
import systole.onnx.OnnxException;

/** Every operator of a graph, by ONNX Runtime on the exported model, beside the float network. */
class FloatExportTest {
    private static final Shape MAP = Shape.map(6, 9, 7);
    private static final Window UNEVEN = new Window(3, 2, 2, 3, 1, 0, 2, 1, 2, 1);

    private final Random random = new Random(5);

    @Test
    void mapsAreEqual() throws OrtException {
        check(new Operator.Conv2d(4, UNEVEN, 2, true));
        check(new Operator.Conv2d(5, Window.square(3, 1, 1), 1, false));
        check(new Operator.ConvTranspose2d(4, UNEVEN, 1, 1, 2, true));
        check(new Operator.BatchNorm2d(1e-3f, 0.1f));
        for (int size = 1; size <= 6; size++) {
            check(new Operator.LocalResponseNorm(size, 0.7f, 0.75f, 1.5f));
        }
        check(new Operator.Linear(11, true));
        check(new Operator.Flatten());
        check(new Operator.Reshape(Shape.of(18, 21)));
        check(new Operator.Dropout(0.5f));
    }

    @Test
    void poolsAreEqual() throws OrtException {
        for (Rounding rounding : Rounding.values()) {
            check(new Operator.MaxPool(Window.square(3, 2, 1), rounding));
            check(new Operator.MaxPool(Window.square(2, 2, 0), rounding));
            for (Divisor divisor : Divisor.values()) {
                check(new Operator.AveragePool(Window.square(3, 2, 1), rounding, divisor));
                check(new Operator.AveragePool(Window.square(2, 3, 0), rounding, divisor));
            }
        }
        check(new Operator.AdaptiveAveragePool(1, 1));
        check(new Operator.AdaptiveMaxPool(1, 1));
        check(new Operator.AdaptiveAveragePool(4, 3));
        check(new Operator.AdaptiveMaxPool(5, 7));
    }

    @Test
    void activationsAreEqual() throws OrtException {
        check(new Operator.Relu());
        check(new Operator.LeakyRelu(0.2f));
        check(new Operator.Clip(-0.5f, 0.75f));
        check(new Operator.Clip(0, Float.POSITIVE_INFINITY));
        check(new Operator.Elu(0.9f));
        check(new Operator.Sigmoid());
        check(new Operator.Tanh());
        check(new Operator.Softmax());
        check(new Operator.LogSoftmax());
    }

    @Test
    void severalInputsAreEqual() throws OrtException {
        Value summand = Graph.sequential("net", MAP);
        check(summand.relu("relu").add("y", summand).build());
        Value part = Graph.sequential("net", MAP);
        check(part.relu("relu").concat("y", part).build());
        Value rows = Graph.sequential("net", MAP).then("rows", new Operator.Reshape(Shape.of(6, 63)));
        check(rows.then("y", new Operator.MatMul(), rows.then("columns", new Operator.Transpose())).build());
    }

    @Test
    void aMissingParameterIsNamed() {
        Graph graph = Graph.sequential("net", MAP).linear("fc", 3).build();
        OnnxException thrown = assertThrows(OnnxException.class, () -> FloatExport.of(graph, Map.of()));
        assertEquals("graph net cannot be exported: there is no parameter fc.weight", thrown.getMessage());
    }

    private void check(Operator operator) throws OrtException {
        check(Graph.sequential("net", MAP).then("y", operator).build());
    }

    private void check(Graph graph) throws OrtException {
        Parameters parameters = parameters(graph);
        float[] image = values(MAP);
        float[] expected = new Network(graph, parameters).forward(image);
        ModelProto model = FloatExport.of(graph, parameters.values());
        try (RuntimeSession session = RuntimeSession.plain(model)) {
            float[] got = (float[]) session.run(Map.of("input", RuntimeComparison.image(MAP, image))).get("y");
            assertEquals(expected.length, got.length, () -> graph.nodes().toString());
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], got[i], 1e-5 * (1 + Math.abs(expected[i])), graph.nodes() + " at " + i);
            }
        }
    }

    private Parameters parameters(Graph graph) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            graph.parameterShapes(node).forEach((name, shape) -> tensors.put(name, new Tensor(shape, values(shape))));
            graph.bufferShapes(node).forEach((name, shape) -> tensors.put(name, new Tensor(shape, squared(values(shape)))));
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

    private float[] values(Shape shape) {
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() * 2 - 1;
        }
        return values;
    }
}
