package systole.onnx.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import systole.graph.Graph;
import systole.nn.Network;
import systole.nn.Parameters;
import systole.onnx.OnnxException;

/** Every operator of a graph, by ONNX Runtime on the exported model, beside the float network. */
class FloatExportTest {
    static final List<Graph> GRAPHS = OperatorGraphs.ALL;

    @ParameterizedTest
    @FieldSource("GRAPHS")
    void operatorsAreEqual(Graph graph) throws OrtException {
        Random random = new Random(5);
        Parameters parameters = OperatorGraphs.parameters(graph, random);
        float[] image = OperatorGraphs.values(OperatorGraphs.MAP, random);
        float[] expected = new Network(graph, parameters).forward(image);
        ModelProto model = FloatExport.of(graph, parameters.values());
        try (RuntimeSession session = RuntimeSession.plain(model)) {
            float[] got = (float[]) session.run(Map.of("input", RuntimeComparison.image(OperatorGraphs.MAP, image))).get("y");
            assertEquals(expected.length, got.length, () -> graph.nodes().toString());
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], got[i], 1e-5 * (1 + Math.abs(expected[i])), graph.nodes() + " at " + i);
            }
        }
    }

    @Test
    void aMissingParameterIsNamed() {
        Graph graph = Graph.sequential("net", OperatorGraphs.MAP).linear("fc", 3).build();
        OnnxException thrown = assertThrows(OnnxException.class, () -> FloatExport.of(graph, Map.of()));
        assertEquals("graph net cannot be exported: there is no parameter fc.weight", thrown.getMessage());
    }
}
