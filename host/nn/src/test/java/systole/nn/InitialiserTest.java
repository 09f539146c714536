package systole.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
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
    void uniformsHaveTheSameVarianceAndAnEnd() {
        Tensor he = Initialiser.heUniform().parameters(graph, 1).get("fc.weight");
        assertEquals(2.0 / (64 * 16), variance(he), 5e-5);
        assertTrue(largest(he) <= Math.sqrt(6.0 / (64 * 16)) && largest(he) > 0.99 * Math.sqrt(6.0 / (64 * 16)));
        assertEquals(2.0 / (64 * 16 + 50), variance(Initialiser.xavierUniform().parameters(graph, 1).get("fc.weight")), 5e-5);
    }

    @Test
    void plainOnes() {
        assertArrayEquals(new float[] {7, 7, 7}, Arrays.copyOf(Initialiser.constant(7).parameters(graph, 1).get("fc.weight").values(), 3));
        assertEquals(0.25, variance(Initialiser.normal(0.5).parameters(graph, 1).get("fc.weight")), 5e-3);
        Tensor truncated = Initialiser.truncatedNormal(0.5).parameters(graph, 1).get("fc.weight");
        assertTrue(largest(truncated) <= 1 && largest(truncated) > 0.99);
        assertEquals(0.25 * 0.774, variance(truncated), 5e-3);
    }

    @Test
    void normalisationsStartAsTheIdentity() {
        Parameters parameters = Initialiser.he().parameters(Graph.sequential("bn", Shape.map(2, 1, 1)).batchNorm2d("bn").build(), 1);
        assertEquals(List.of("bn.weight", "bn.bias", "bn.running_mean", "bn.running_var"), List.copyOf(parameters.tensors().keySet()));
        assertArrayEquals(new float[] {1, 1}, parameters.get("bn.weight").values());
        assertArrayEquals(new float[] {0, 0}, parameters.get("bn.bias").values());
        assertArrayEquals(new float[] {0, 0}, parameters.get("bn.running_mean").values());
        assertArrayEquals(new float[] {1, 1}, parameters.get("bn.running_var").values());
    }

    @Test
    void theSeedDecides() {
        float[] first = Initialiser.he().parameters(graph, 5).get("fc.weight").values();
        assertArrayEquals(first, Initialiser.he().parameters(graph, 5).get("fc.weight").values());
        assertNotEquals(first[0], Initialiser.he().parameters(graph, 6).get("fc.weight").values()[0]);
    }

    private static double largest(Tensor tensor) {
        return IntStream.range(0, tensor.values().length).mapToDouble(i -> Math.abs(tensor.values()[i])).max().orElseThrow();
    }

    private static double variance(Tensor tensor) {
        return IntStream.range(0, tensor.values().length).mapToDouble(i -> tensor.values()[i]).map(x -> x * x).average().orElseThrow();
    }
}
