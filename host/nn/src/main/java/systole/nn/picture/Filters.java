package systole.nn.picture;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import systole.graph.Graph;
import systole.graph.Node;
import systole.graph.Operator;
import systole.graph.Shape;
import systole.nn.Parameters;
import systole.nn.Tensor;

/**
 * What the first layer with weights looks for, as pictures: a convolution's filters, or the weights with which a linear layer's units read the image.
 *
 * @param node the layer's name
 * @param pictures one for each filter that reads a grey or a colour image, else one for each of its channels
 */
public record Filters(String node, List<BufferedImage> pictures) {
    public Filters {
        pictures = List.copyOf(pictures);
    }

    /** A network's; none where its first weights are of no such layer. */
    public static Optional<Filters> of(Graph graph, Parameters parameters) {
        return graph.nodes().stream().filter(node -> !graph.parameterShapes(node).isEmpty()).findFirst().flatMap(node -> of(graph, node, parameters));
    }

    private static Optional<Filters> of(Graph graph, Node node, Parameters parameters) {
        float[] weights = parameters.get(node.name() + ".weight").values();
        return switch (node.operator()) {
            case Operator.Conv2d(_, var window, _, _) -> {
                int channels = graph.inputShapes(node).getFirst().channels();
                yield Optional.of(new Filters(node.name(),
                        pieces(weights, Shape.map(channels == 3 ? 3 : 1, window.kernelHeight(), window.kernelWidth()))));
            }
            case Operator.Linear _ when readsTheImage(graph, node) -> Optional.of(new Filters(node.name(), pieces(weights, graph.input().output())));
            default -> Optional.empty();
        };
    }

    private static boolean readsTheImage(Graph graph, Node node) {
        Shape image = graph.input().output();
        return image.isMap() && (image.channels() == 1 || image.channels() == 3) && graph.inputShapes(node).getFirst().size() == image.size();
    }

    private static List<BufferedImage> pieces(float[] weights, Shape shape) {
        int size = shape.size();
        return IntStream.range(0, weights.length / size).mapToObj(piece -> TensorPicture.of(
                new Tensor(shape, Arrays.copyOfRange(weights, piece * size, (piece + 1) * size)), Shading.GREY)).toList();
    }
}
