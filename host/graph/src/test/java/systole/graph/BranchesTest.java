package systole.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BranchesTest {
    private static final Window SAME = Window.square(3, 1, 1);

    @Test
    void aValueUsedTwiceMakesBranches() {
        Value x = Graph.sequential("branches", Shape.map(8, 9, 9));
        Value y = x.conv2d("conv", 8, SAME).relu("relu");
        Value unused = x.sigmoid("unused");
        Graph graph = y.add("add", x).concat("concat", y, x).globalAveragePool("mean").build();
        assertEquals(Shape.map(8, 9, 9), unused.shape());
        assertEquals(List.of("input", "conv", "relu", "add", "concat", "mean"), graph.nodes().stream().map(Node::name).toList());
        assertEquals(List.of("relu", "input"), graph.node("add").inputs());
        assertEquals(List.of("add", "relu", "input"), graph.node("concat").inputs());
        assertEquals(Shape.map(24, 1, 1), graph.outputShape());
    }

    @Test
    void shapesThatDoNotFitNameTheNodeAndBothShapes() {
        Value x = Graph.sequential("bad", Shape.map(8, 9, 9));
        Value small = x.conv2d("small", 8, Window.square(3, 2, 0));
        assertShapeError("node sum: 8x9x9 and 8x4x4 cannot be added: they must be equal", () -> x.add("sum", small));
        assertShapeError("node join: an input of 8x4x4 cannot be appended to one of 8x9x9: all but the channels must be equal",
                () -> x.concat("join", small));
        assertShapeError("node product: needs a matrix of (rows, columns), not 8x9x9",
                () -> x.then("product", new Operator.MatMul(), x));
        Value wide = x.then("wide", new Operator.Reshape(Shape.of(8, 81)));
        assertShapeError("node product: a matrix of 8x81 cannot be multiplied by one of 8x81",
                () -> wide.then("product", new Operator.MatMul(), wide));
        assertShapeError("node shape: 648 values of 8x9x9 do not make 7x9, which has 63",
                () -> x.then("shape", new Operator.Reshape(Shape.of(7, 9))));
        assertShapeError("node up: output padding of 2x0 must be smaller than the stride or the dilation of "
                + "2x2 stride 2x2 dilation 1x1 pad 0,0,0,0",
                () -> x.then("up", new Operator.ConvTranspose2d(4, Window.square(2, 2, 0), 2, 0, 1, true)));
        Value other = Graph.sequential("other", Shape.map(8, 9, 9));
        assertEquals("node sum of graph bad reads a tensor of another graph",
                assertThrows(IllegalArgumentException.class, () -> x.add("sum", other)).getMessage());
    }

    /** Extents of PyTorch 2.x for the same arguments. */
    @ParameterizedTest
    @CsvSource({"112, 3, 2, 0, 55, 56", "56, 3, 2, 1, 28, 29", "5, 2, 2, 1, 3, 3", "7, 3, 3, 1, 3, 3", "6, 1, 4, 0, 2, 2", "13, 3, 2, 0, 6, 6"})
    void poolsRoundDownOrUp(int extent, int kernel, int stride, int padding, int floor, int ceiling) {
        Value x = Graph.sequential("pools", Shape.map(1, extent, extent));
        Window window = Window.square(kernel, stride, padding);
        assertEquals(floor, x.then("down", new Operator.MaxPool(window, Rounding.FLOOR)).shape().height());
        assertEquals(ceiling, x.then("up", new Operator.MaxPool(window, Rounding.CEILING)).shape().width());
    }

    @Test
    void transposedConvolutionsUndoTheExtentsOfConvolutions() {
        Value x = Graph.sequential("up", Shape.map(6, 5, 5));
        Window window = Window.square(4, 2, 1);
        Graph graph = x.then("up", new Operator.ConvTranspose2d(4, window, 0, 0, 2, true)).build();
        assertEquals(Shape.map(4, 10, 10), graph.outputShape());
        assertEquals(Map.of("up.weight", Shape.of(6, 2, 4, 4), "up.bias", Shape.vector(4)), graph.parameterShapes());
        assertEquals(6 * 25 * 2 * 16, graph.macs());
    }

    @Test
    void normalisationHasParametersAndBuffers() {
        Graph graph = Graph.sequential("norm", Shape.map(3, 4, 4)).then("conv", new Operator.Conv2d(5, SAME, 1, false)).batchNorm2d("bn").build();
        assertEquals(List.of("conv.weight", "bn.weight", "bn.bias"), List.copyOf(graph.parameterShapes().keySet()));
        assertEquals(Map.of("bn.running_mean", Shape.vector(5), "bn.running_var", Shape.vector(5)), graph.bufferShapes(graph.node("bn")));
    }

    @Test
    void multipliesMatrices() {
        Value left = Graph.sequential("product", Shape.of(5, 7));
        Graph graph = left.then("product", new Operator.MatMul(), left.then("turned", new Operator.Transpose())).build();
        assertEquals(Shape.of(5, 5), graph.outputShape());
        assertEquals(5 * 5 * 7, graph.macs());
    }

    private static void assertShapeError(String message, Runnable append) {
        assertEquals(message, assertThrows(ShapeException.class, append::run).getMessage());
    }
}
