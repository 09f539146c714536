package systole.cli;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Optional;
import systole.graph.Graph;
import systole.onnx.OnnxException;
import systole.onnx.bridge.FloatNetwork;
import systole.onnx.bridge.GraphBridge;
import systole.onnx.model.Model;

/**
 * The graph of an ONNX model, which training, quantisation and the array take.
 *
 * @param network what became of the model, where it could
 * @param nodes of the graph; 0 where there is none
 * @param input extents of one image, likewise output
 * @param reason why there is no graph; empty where there is one
 */
record GraphForm(@JsonIgnore Optional<FloatNetwork> network, int nodes, List<Integer> input, List<Integer> output, String reason) {
    static GraphForm of(Model model) {
        try {
            FloatNetwork network = GraphBridge.of(model);
            Graph graph = network.graph();
            return new GraphForm(Optional.of(network), graph.nodes().size(), graph.input().output().extents(), graph.outputShape().extents(), "");
        } catch (OnnxException e) {
            return new GraphForm(Optional.empty(), 0, List.of(), List.of(), e.getMessage());
        }
    }

    /** In one line. */
    String text() {
        return network.map(FloatNetwork::graph)
                .map(graph -> "as a graph, for training and int8: %d nodes, %s to %s".formatted(nodes, graph.input().output(), graph.outputShape()))
                .orElseGet(() -> "no graph, for training and int8: " + reason);
    }
}
