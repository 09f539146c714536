package systole.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import systole.onnx.bridge.GraphBridge;
import systole.onnx.model.Model;
import systole.onnx.model.OnnxNode;
import systole.onnx.pass.Passes;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;

/** Models of very many nodes: time that grew with their square would be hours. */
class ManyNodesTest {
    private static final int NODES = 20_000;
    private static final Extents MAP = Extents.of(1, 1, 1, 1);
    private static final Map<String, Tensor> CONSTANTS = Map.of("w", Tensor.of(Extents.of(1, 1, 1, 1), 1f), "s", Tensor.of(Extents.of(1), 1f),
            "pads", Tensor.vector(0, 0, 0, 0, 0, 0, 0, 0), "two", Tensor.scalar(2));

    @Test
    void simplifyingIsLinear() {
        Model model = chain("Conv", "BatchNormalization", "Identity", "Pad", "Conv", "Dropout", "Mul");
        assertEquals(3 * NODES / 7, Passes.ALL.apply(model).graph().nodes().size(), 4);
    }

    @Test
    void makingAGraphIsLinear() {
        assertEquals(NODES + 1, GraphBridge.of(chain("Mul")).graph().nodes().size());
    }

    @Test
    void normalisationsInARowAreNoEndlessWork() {
        Model model = chain("BatchNormalization");
        List<OnnxNode> nodes = new ArrayList<>(List.of(node("Conv", "x", "t")));
        model.graph().nodes().forEach(node -> nodes.add(node.inputs().getFirst().equals("x") ? node("BatchNormalization", "t", "t0") : node));
        Passes.ALL.apply(model.with(model.graph().with(nodes, CONSTANTS)));
    }

    private static Model chain(String... operators) {
        OnnxNode[] nodes = new OnnxNode[NODES];
        for (int i = 0; i < NODES; i++) {
            nodes[i] = node(operators[i % operators.length], i == 0 ? "x" : "t" + (i - 1), i == NODES - 1 ? "y" : "t" + i);
        }
        return TestModels.of(MAP, CONSTANTS, nodes);
    }

    private static OnnxNode node(String operator, String input, String output) {
        List<String> inputs = switch (operator) {
            case "Conv" -> List.of(input, "w");
            case "BatchNormalization" -> List.of(input, "s", "s", "s", "s");
            case "Pad" -> List.of(input, "pads");
            case "Mul" -> List.of(input, "two");
            default -> List.of(input);
        };
        return TestModels.node(output, operator, inputs, output);
    }
}
