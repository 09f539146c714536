package systole.onnx.bridge;

import systole.graph.Graph;
import systole.nn.Parameters;

/**
 * What became of a model.
 *
 * @param graph for one image
 * @param parameters weights, biases and running statistics of its nodes
 */
public record FloatNetwork(Graph graph, Parameters parameters) {
}
