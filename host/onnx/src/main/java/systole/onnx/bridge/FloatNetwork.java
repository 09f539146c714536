package systole.onnx.bridge;

import java.util.Map;
import systole.graph.Graph;
import systole.graph.Shape;
import systole.nn.Parameters;

/**
 * What became of a model.
 *
 * @param graph for one image
 * @param parameters weights, biases and running statistics of its nodes
 * @param shapes for one image, of those of the model's tensors that depend on its input
 */
public record FloatNetwork(Graph graph, Parameters parameters, Map<String, Shape> shapes) {
    public FloatNetwork {
        shapes = Map.copyOf(shapes);
    }
}
