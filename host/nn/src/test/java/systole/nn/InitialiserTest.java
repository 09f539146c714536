package systole.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import systole.graph.Graph;
import systole.graph.Shape;
import systole.graph.Window;

class InitialiserTest {
    private final Graph graph = Graph.sequential("wide", Shape.map(16, 8, 8)).conv2d("conv", 64, Window.square(5, 1, 0)).linear("fc", 50).build();

    @Test
    void heKeepsTheVarianceThroughReLUs() {
        Parameters parameters = Initialiser.he().parameters(graph, 1);
        assertEquals(2.0 / (16 * 25), variance(parameters.get("conv.weight")), 1e-4);
        assertEquals(2.0 / (64 * 16), variance(parameters.get("fc.weight")), 5e-5);
        assertArrayEquals(new float[64], parameters.get("conv.bias").values());
    }

    @Test
    void xavierWeighsBothSides() {
        Parameters parameters = Initialiser.xavier().parameters(graph, 1);
        assertEquals(2.0 / (16 * 25 + 64 * 25), variance(parameters.get("conv.weight")), 3e-5);
        assertEquals(2.0 / (64 * 16 + 50), variance(parameters.get("fc.weight")), 5e-5);
    }

    @Test
    void theSeedDecides() {
        float[] first = Initialiser.he().parameters(graph, 5).get("fc.weight").values();
        assertArrayEquals(first, Initialiser.he().parameters(graph, 5).get("fc.weight").values());
        assertNotEquals(first[0], Initialiser.he().parameters(graph, 6).get("fc.weight").values()[0]);
    }

    private static double variance(Tensor tensor) {
        return IntStream.range(0, tensor.values().length).mapToDouble(i -> tensor.values()[i]).map(x -> x * x).average().orElseThrow();
    }
}
