package systole.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import systole.graph.Graph;
import systole.graph.Shape;

class LeNet5Test {
    private final Graph graph = new LeNet5().graph();

    @Test
    void hasThePapersShapes() {
        assertEquals(Shape.map(6, 28, 28), graph.node("conv1").output());
        assertEquals(Shape.map(6, 14, 14), graph.node("pool1").output());
        assertEquals(Shape.map(16, 10, 10), graph.node("conv2").output());
        assertEquals(Shape.map(16, 5, 5), graph.node("pool2").output());
        assertEquals(Shape.vector(10), graph.outputShape());
    }

    @Test
    void hasThePapersParametersWhereEveryMapIsConnected() {
        assertEquals(156 + 2_416 + 48_120 + 10_164 + 850, graph.parameterShapes().values().stream().mapToInt(Shape::size).sum());
        assertEquals(117_600 + 240_000 + 48_000 + 10_080 + 840, graph.macs());
    }
}
