package systole.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphTest {
    private static final Window HALF = Window.square(2, 2, 0);

    private static Graph small() {
        return Graph.sequential("small", Shape.map(3, 32, 32))
                .conv2d("conv1", 10, Window.square(5, 1, 2)).relu("relu1").maxPool("pool1", HALF)
                .conv2d("conv2", 20, Window.square(3, 2, 0), 2).tanh("tanh2").averagePool("pool2", HALF)
                .flatten("flatten").linear("fc", 7).sigmoid("out").build();
    }

    @Test
    void infersEveryShape() {
        assertEquals(List.of("3x32x32", "10x32x32", "10x32x32", "10x16x16", "20x7x7", "20x7x7", "20x3x3", "180", "7", "7"),
                small().nodes().stream().map(node -> node.output().toString()).toList());
        assertEquals(Shape.vector(7), small().outputShape());
        assertEquals(List.of("conv2"), small().node("tanh2").inputs());
    }

    @Test
    void namesAndShapesParametersAsPyTorchDoes() {
        assertEquals(Map.of("conv1.weight", Shape.of(10, 3, 5, 5), "conv1.bias", Shape.vector(10),
                "conv2.weight", Shape.of(20, 5, 3, 3), "conv2.bias", Shape.vector(20),
                "fc.weight", Shape.of(7, 180), "fc.bias", Shape.vector(7)), small().parameterShapes());
        assertEquals(List.of("conv1.weight", "conv1.bias", "conv2.weight", "conv2.bias", "fc.weight", "fc.bias"),
                List.copyOf(small().parameterShapes().keySet()));
        assertEquals(Map.of(), small().parameterShapes(small().node("pool1")));
    }

    @Test
    void countsMacs() {
        Graph graph = small();
        assertEquals(32 * 32 * 10 * 75, graph.macs(graph.node("conv1")));
        assertEquals(7 * 7 * 20 * 45, graph.macs(graph.node("conv2")));
        assertEquals(7 * 180, graph.macs(graph.node("fc")));
        assertEquals(0, graph.macs(graph.node("pool2")));
        assertEquals(32 * 32 * 10 * 75 + 7 * 7 * 20 * 45 + 7 * 180, graph.macs());
    }

    @Test
    void shapesThatDoNotFitNameTheNodeAndBothShapes() {
        Value builder = Graph.sequential("bad", Shape.map(3, 4, 4));
        assertShapeError("node big: a window of 5x5 stride 1x1 dilation 1x1 pad 0,0,0,0 does not fit an input of 3x4x4",
                () -> builder.conv2d("big", 8, Window.square(5, 1, 0)));
        assertShapeError("node uneven: 2 groups do not divide an input of 3x4x4 into 8 output channels",
                () -> builder.conv2d("uneven", 8, Window.square(3, 1, 0), 2));
        assertShapeError("node none: 0 outputs cannot be made from an input of 3x4x4: at least 1 is needed", () -> builder.linear("none", 0));
        assertShapeError("node pool: a window of 2x2 stride 2x2 dilation 1x1 pad 2,2,2,2 over an input of 3x4x4 "
                + "reads nothing but padding somewhere in its output of 3x4x4", () -> builder.maxPool("pool", Window.square(2, 2, 2)));
        assertShapeError("node huge: a shape needs extents of at least 1 with a product below 2^31, not [134217728, 4, 4]",
                () -> builder.conv2d("huge", 1 << 27, Window.square(1, 1, 0)));
        assertShapeError("node conv: a window of 1x1 stride 1x1 dilation 1x1 pad 0,0,0,0 does not fit an input of 48",
                () -> builder.flatten("flat").conv2d("conv", 8, Window.square(1, 1, 0)));
    }

    @Test
    void refusesGraphsThatAreNotWhole() {
        Shape shape = Shape.vector(4);
        Node input = new Node("input", new Operator.Input(shape), List.of(), shape);
        Node relu = new Node("relu", new Operator.Relu(), List.of("input"), shape);
        assertError("wrong start", List.of(relu, input), "relu",
                "graph g must start with its one input, but node relu is a Relu");
        assertError("twice", List.of(input, relu, relu), "relu", "two nodes of graph g are called relu");
        assertError("no end", List.of(input, relu), "end", "graph g has no node end to end in");
        assertError("unknown", List.of(input, new Node("tanh", new Operator.Tanh(), List.of("relu"), shape)), "tanh",
                "node tanh reads relu, which nothing before it makes");
        assertError("shape", List.of(input, new Node("tanh", new Operator.Tanh(), List.of("input"), Shape.vector(5))), "tanh",
                "node tanh makes 4, but is declared as 5");
        assertError("arity", List.of(input, relu, new Node("tanh", new Operator.Tanh(), List.of("input", "relu"), shape)), "tanh",
                "node tanh: needs 1 inputs, not 2: [4, 4]");
    }

    private static void assertError(String why, List<Node> nodes, String output, String message) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, () -> new Graph("g", nodes, output), why).getMessage());
    }

    private static void assertShapeError(String message, Runnable append) {
        assertEquals(message, assertThrows(ShapeException.class, append::run).getMessage());
    }
}
