package systole.onnx.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import systole.quant.QuantisedGraph;

/** ONNX Runtime computes every tensor of an exported graph as the reference does, byte for byte. */
class QuantisedExportTest {
    private static final int GRAPHS = 60;
    private static final int LAYERS = 50;

    @Test
    void thousandsOfLayersAreEqual() throws OrtException {
        for (int seed = 0; seed < GRAPHS; seed++) {
            QuantisedGraph graph = RandomLayers.of(seed, LAYERS);
            Map<String, RuntimeComparison.Difference> differences =
                    RuntimeComparison.of(graph, QuantisedExport.integer(graph), RuntimeComparison.noise(graph, seed));
            for (Map.Entry<String, RuntimeComparison.Difference> tensor : differences.entrySet()) {
                assertEquals(0, tensor.getValue().differing(), "seed %d, %s: %s".formatted(seed, tensor, tensor.getKey().equals("input") ? "input"
                        : graph.nodes().stream().filter(node -> node.name().equals(tensor.getKey())).findFirst().orElseThrow()));
            }
        }
    }
}
