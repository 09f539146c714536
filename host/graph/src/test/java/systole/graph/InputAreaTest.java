package systole.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Areas and sizes against rows that are followed one by one. */
class InputAreaTest {
    private static final Window UNEVEN = new Window(3, 1, 2, 1, 2, 0, 1, 0, 3, 1);

    private static List<Value> networks() {
        Value x = input(40);
        return List.of(
                input(41).conv2d("a", 2, UNEVEN).conv2d("last", 2, Window.square(2, 1, 0)),
                input(41).maxPool("a", Window.square(3, 2, 1)).conv2d("b", 2, UNEVEN).averagePool("last", Window.square(2, 3, 0)),
                input(30).then("a", new Operator.ConvTranspose2d(2, Window.square(4, 2, 1), 0, 0, 1, true)),
                input(30).conv2d("a", 1, Window.square(3, 3, 0)).then("b", new Operator.ConvTranspose2d(1, Window.square(3, 3, 0), 0, 0, 1, true)),
                input(24).then("a", new Operator.AdaptiveAveragePool(6, 6)),
                input(23).then("a", new Operator.AdaptiveAveragePool(5, 6)),
                input(24).conv2d("a", 1, Window.square(3, 1, 1)).globalAveragePool("b"),
                x.conv2d("a", 2, Window.square(3, 1, 1)).conv2d("b", 2, Window.square(3, 1, 1)).add("c", x.conv2d("d", 2, Window.square(1, 1, 0))));
    }

    @Test
    void areasHoldTheRowsThatAreReadAndNoOthers() {
        for (Value value : networks()) {
            Graph graph = value.build();
            int most = 0;
            for (int row = 0; row < graph.outputShape().height(); row++) {
                IntSummaryStatistics rows = rows(graph, graph.node(graph.output()), row).summaryStatistics();
                InputArea area = InputArea.of(graph, graph.output(), row, 0);
                assertEquals(rows.getMin(), area.top(), graph.nodes().toString());
                assertEquals(rows.getMax() + 1, area.bottom(), graph.nodes().toString());
                most = Math.max(most, area.bottom() - area.top());
            }
            assertEquals(most, graph.receptiveFields().get(graph.output()).rows().size(), graph.nodes().toString());
        }
    }

    @Test
    void paddingIsLeftOut() {
        Graph graph = input(9).conv2d("a", 2, Window.square(5, 4, 2)).build();
        assertEquals(new InputArea(-2, 6, 3, 11), InputArea.of(graph, "a", 0, 2));
        assertEquals(new InputArea(0, 6, 3, 9), InputArea.of(graph, "a", 0, 2).within(graph.input().output()));
    }

    @Test
    void vectorsDependOnAll() {
        Graph graph = input(9).conv2d("a", 2, Window.square(3, 1, 0)).linear("fc", 4).relu("relu").build();
        assertEquals(new InputArea(0, 0, 9, 9), InputArea.of(graph, "relu", 0, 0));
    }

    /** Rows of the input, or of padding around it as if it went on, that a row of a node's output is made of. */
    private static IntStream rows(Graph graph, Node node, int row) {
        if (node.inputs().isEmpty()) {
            return IntStream.of(row);
        }
        return node.inputs().stream().map(graph::node).flatMapToInt(read ->
                read(node.operator(), read.output().height(), row).flatMap(before -> rows(graph, read, before)));
    }

    private static IntStream read(Operator operator, int height, int row) {
        return switch (operator) {
            case Operator.Conv2d conv -> window(conv.window(), row);
            case Operator.MaxPool pool -> window(pool.window(), row);
            case Operator.AveragePool pool -> window(pool.window(), row);
            case Operator.ConvTranspose2d conv -> IntStream.range(-height, 2 * height).filter(from -> window(conv.window(), from).anyMatch(to -> to == row));
            case Operator.AdaptiveAveragePool(int areas, _) -> IntStream.range(row * height / areas, Math.ceilDiv((row + 1) * height, areas));
            default -> IntStream.of(row);
        };
    }

    private static IntStream window(Window window, int row) {
        return IntStream.range(0, window.kernelHeight()).map(tap -> row * window.strideY() - window.padTop() + tap * window.dilationY());
    }

    private static Value input(int pixels) {
        return Graph.sequential("test", Shape.map(1, pixels, pixels));
    }
}
