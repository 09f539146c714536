package systole.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sizes that courses on convolutional networks work out by hand. */
class OutputSizesTest {
    private static Window dilated(int kernel, int stride, int padding, int dilation) {
        return new Window(kernel, kernel, stride, stride, padding, padding, padding, padding, dilation, dilation);
    }

    /** floor((N + 2p - k') / s) + 1 with k' = k + (k - 1)(r - 1). */
    @ParameterizedTest
    @CsvSource({"5, 3, 2, 1, 1, 3", "7, 3, 1, 0, 2, 3", "7, 3, 2, 0, 1, 3", "7, 3, 1, 0, 1, 5", "224, 7, 2, 3, 1, 112", "227, 11, 4, 0, 1, 55",
        "6, 3, 2, 0, 1, 2", "32, 5, 1, 2, 1, 32", "65, 3, 1, 4, 4, 65"})
    void convolutions(int input, int kernel, int stride, int padding, int dilation, int output) {
        Graph graph = Graph.sequential("sizes", Shape.map(1, input, input)).conv2d("conv", 1, dilated(kernel, stride, padding, dilation)).build();
        assertEquals(Shape.map(1, output, output), graph.outputShape());
    }

    /** N = s (M - 1) + k - 2p. */
    @ParameterizedTest
    @CsvSource({"3, 3, 2, 1, 5", "7, 64, 32, 16, 224", "7, 4, 2, 1, 14", "1, 5, 3, 0, 5", "4, 2, 2, 0, 8", "4, 1, 3, 0, 10"})
    void transposedConvolutions(int input, int kernel, int stride, int padding, int output) {
        Graph graph = Graph.sequential("sizes", Shape.map(1, input, input))
                .then("up", new Operator.ConvTranspose2d(1, Window.square(kernel, stride, padding), 0, 0, 1, false)).build();
        assertEquals(Shape.map(1, output, output), graph.outputShape());
    }

    @Test
    void tenFiltersOfFiveByFiveOverAColourImage() {
        Graph graph = Graph.sequential("cifar", Shape.map(3, 32, 32)).conv2d("conv", 10, Window.square(5, 1, 2)).build();
        assertEquals(Shape.map(10, 32, 32), graph.outputShape());
        assertEquals(760, graph.parameterShapes().values().stream().mapToInt(Shape::size).sum());
    }

    @ParameterizedTest
    @CsvSource({"5, 1, 4, 23", "3, 3, 8, 4"})
    void poolsAfterConvolutions(int kernel, int stride, int pool, int output) {
        Graph graph = Graph.sequential("pooled", Shape.map(3, 96, 96)).conv2d("conv", 400, Window.square(kernel, stride, 0))
                .maxPool("pool", Window.square(pool, pool, 0)).build();
        assertEquals(Shape.map(400, output, output), graph.outputShape());
    }
}
