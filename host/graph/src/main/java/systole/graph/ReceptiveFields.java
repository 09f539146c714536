package systole.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Receptive fields of all of a graph's tensors. */
final class ReceptiveFields {
    private ReceptiveFields() {
    }

    /** By the node's name, in the graph's order. */
    static Map<String, ReceptiveField> of(Graph graph) {
        Map<String, ReceptiveField> fields = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            List<ReceptiveField> read = node.inputs().stream().map(fields::get).toList();
            fields.put(node.name(), of(node, graph.inputShapes(node), read));
        }
        return fields;
    }

    private static ReceptiveField of(Node node, List<Shape> shapes, List<ReceptiveField> read) {
        return switch (node.operator()) {
            case Operator.Input _ -> ReceptiveField.PIXEL;
            case Operator.Conv2d convolution -> read.getFirst().through(convolution.window());
            case Operator.ConvTranspose2d convolution -> read.getFirst().throughTransposed(convolution.window());
            case Operator.MaxPool pool -> read.getFirst().through(pool.window());
            case Operator.AveragePool pool -> read.getFirst().through(pool.window());
            case Operator.AdaptiveMaxPool(int height, int width) -> read.getFirst().shared(shapes.getFirst(), height, width);
            case Operator.AdaptiveAveragePool(int height, int width) -> read.getFirst().shared(shapes.getFirst(), height, width);
            case Operator.Linear _, Operator.Flatten _, Operator.Reshape _, Operator.Transpose _ -> read.getFirst().whole(shapes.getFirst());
            case Operator.MatMul _ -> read.getFirst().whole(shapes.getFirst()).and(read.getLast().whole(shapes.getLast()));
            case Operator.Relu _, Operator.LeakyRelu _, Operator.Clip _, Operator.Elu _, Operator.Sigmoid _, Operator.Tanh _,
                    Operator.Softmax _, Operator.LogSoftmax _, Operator.BatchNorm2d _, Operator.LocalResponseNorm _, Operator.Dropout _ ->
                    read.getFirst();
            case Operator.Concat _, Operator.Add _ -> read.stream().reduce(ReceptiveField::and).orElseThrow();
        };
    }
}
