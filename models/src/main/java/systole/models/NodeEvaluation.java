package systole.models;

import java.util.List;
import java.util.stream.IntStream;
import systole.graph.Graph;
import systole.graph.Node;
import systole.graph.Operator;
import systole.nn.Network;
import systole.nn.Parameters;
import systole.nn.Workers;

/**
 * The nodes of a graph in float32, one by one.
 *
 * @param workers who computes
 */
record NodeEvaluation(Graph graph, Workers workers) {
    /**
     * A node's tensor of each image.
     *
     * @param parameters the node's own
     * @param inputs for each of its inputs as many tensors as there are images
     */
    List<float[]> run(Node node, Parameters parameters, List<List<float[]>> inputs) {
        return switch (node.operator()) {
            case Operator.Add _ -> images(inputs).mapToObj(image -> sum(inputs.get(0).get(image), inputs.get(1).get(image))).toList();
            case Operator.Concat _ -> images(inputs).mapToObj(image -> joined(node, inputs, image)).toList();
            default -> {
                Network network = new Network(Graph.sequential(node.name(), graph.inputShapes(node).getFirst())
                        .then(node.name(), node.operator()).build(), parameters, workers);
                yield inputs.getFirst().stream().map(network::forward).toList();
            }
        };
    }

    private static IntStream images(List<List<float[]>> inputs) {
        return IntStream.range(0, inputs.getFirst().size());
    }

    private static float[] sum(float[] left, float[] right) {
        float[] sum = left.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += right[i];
        }
        return sum;
    }

    private static float[] joined(Node node, List<List<float[]>> inputs, int image) {
        float[] joined = new float[node.output().size()];
        int end = 0;
        for (List<float[]> input : inputs) {
            float[] part = input.get(image);
            System.arraycopy(part, 0, joined, end, part.length);
            end += part.length;
        }
        return joined;
    }
}
