package systole.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import systole.nn.InferenceNetwork;

/** What the benchmarks compare computes the same numbers. */
class OnnxRuntimePeerTest {
    @ParameterizedTest
    @ValueSource(strings = {"3x3-64-64-56", "1x1-512-2048-7", "product-512", "resnet50"})
    void agreesWithPreparedNetworks(String name) throws OrtException {
        Workload workload = Workload.of(name);
        float[] got = InferenceNetwork.of(workload.graph(), workload.parameters()).forward(workload.image());
        try (OnnxRuntimePeer peer = new OnnxRuntimePeer(workload.graph(), workload.parameters(), workload.image(), 1)) {
            float[] expected = peer.forward();
            assertEquals(expected.length, got.length);
            for (int i = 0; i < got.length; i++) {
                assertEquals(expected[i], got[i], 1e-4 * Math.max(1, Math.abs(expected[i])), "element " + i);
            }
        }
    }
}
