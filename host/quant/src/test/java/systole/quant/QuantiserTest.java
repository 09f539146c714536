package systole.quant;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import systole.graph.Graph;
import systole.graph.Shape;
import systole.graph.Window;

class QuantiserTest {
    private static final float[] IMAGE = {1, 0.5f, 0, 0.25f};
    private static final Shape INPUT = Shape.map(1, 2, 2);
    private static final Window ONE = Window.square(1, 1, 0);

    @Test
    void reluBecomesAClampAtTheZeroPoint() {
        Graph graph = Graph.sequential("net", INPUT).conv2d("conv1", 1, ONE).relu("relu1").build();
        QuantisedGraph quantised = quantise(graph, Map.of("conv1.weight", new float[] {1}, "conv1.bias", new float[] {-0.5f}),
                Map.of("conv1", new float[] {-0.5f, 0.5f}, "relu1", new float[] {0, 0.5f}));
        QuantisedNode node = onlyNode(quantised);
        assertEquals("conv1", node.name());
        Requantisation requantisation = ((QuantisedOperator.Convolution) node.operator()).requantisation();
        assertEquals(-128, node.output().quantisation().zeroPoint());
        assertEquals(-128, requantisation.clampLow());
        assertEquals(new Range(0, 0.5f).quantisation(), node.output().quantisation());
        assertTrue(requantisation.lookup().isEmpty());
    }

    @Test
    void withoutReluNothingIsClamped() {
        Graph graph = Graph.sequential("net", INPUT).conv2d("conv1", 1, ONE).build();
        QuantisedGraph quantised = quantise(graph, Map.of("conv1.weight", new float[] {1}, "conv1.bias", new float[] {-0.5f}),
                Map.of("conv1", new float[] {-0.5f, 0.5f}));
        Requantisation requantisation = ((QuantisedOperator.Convolution) onlyNode(quantised).operator()).requantisation();
        assertEquals(-128, requantisation.clampLow());
        assertEquals(127, requantisation.clampHigh());
        assertEquals(new Range(-0.5f, 0.5f).quantisation().zeroPoint(), requantisation.zeroPoint());
        assertEquals(-128, requantisation.apply(0, 0), "the bias alone is the smallest value");
        assertEquals(requantisation.zeroPoint(), requantisation.apply(0, -requantisation.bias()[0]), "0 is exact");
    }

    @Test
    void tanhIsLookedUpBehindARangeThatStopsWhereItIsFlat() {
        Graph graph = Graph.sequential("net", INPUT).conv2d("conv1", 1, ONE).tanh("tanh1").build();
        QuantisedNode node = onlyNode(quantise(graph, Map.of("conv1.weight", new float[] {1}, "conv1.bias", new float[] {0}),
                Map.of("conv1", new float[] {-100, 100}, "tanh1", new float[] {-1, 1})));
        Requantisation requantisation = ((QuantisedOperator.Convolution) node.operator()).requantisation();
        Quantisation before = new Range(-3.25f, 3.25f).quantisation();
        byte[] table = requantisation.lookup().orElseThrow();
        assertEquals(before.zeroPoint(), requantisation.zeroPoint());
        for (int value = -128; value <= 127; value++) {
            float expected = (float) Math.tanh(before.dequantise((byte) value));
            assertEquals(node.output().quantisation().quantise(expected), table[value & 0xFF], "at " + value);
        }
        assertTrue(table[127] >= 126, "tanh is within a step of 1 at the end of the range: " + table[127]);
    }

    @Test
    void poolsPassOrRescaleAndFlattenDisappears() {
        Graph graph = Graph.sequential("net", INPUT).maxPool("pool1", ONE).averagePool("pool2", Window.square(2, 1, 0))
                .flatten("flatten").linear("fc", 1).build();
        QuantisedGraph quantised = quantise(graph, Map.of("fc.weight", new float[] {1}, "fc.bias", new float[] {0}),
                Map.of("pool1", IMAGE, "pool2", new float[] {0.4375f}, "flatten", new float[] {0.4375f}, "fc", new float[] {0.4375f}));
        assertEquals(List.of("pool1", "pool2", "fc"), quantised.nodes().stream().map(QuantisedNode::name).toList());
        assertEquals(quantised.input().quantisation(), quantised.tensor("pool1").quantisation());
        QuantisedOperator.AveragePool average = assertInstanceOf(QuantisedOperator.AveragePool.class, quantised.nodes().get(1).operator());
        float expected = (1f / 255) / ((0.4375f / 255) * 4);
        assertArrayEquals(new float[] {expected}, average.requantisation().scale());
        assertEquals(List.of("pool2"), quantised.nodes().get(2).inputs());
    }

    @Test
    void refusesWithTheLayersName() {
        Graph nothing = Graph.sequential("net", INPUT).dropout("drop", 0.5f).build();
        assertMessage("computes nothing", () -> quantise(nothing, Map.of(), Map.of()));
        Graph graph = Graph.sequential("net", INPUT).conv2d("conv1", 1, ONE).build();
        assertMessage("conv1.bias", () -> quantise(graph, Map.of("conv1.weight", new float[1]), Map.of("conv1", IMAGE)));
        assertMessage("conv1.bias has 2 values", () -> quantise(graph,
                Map.of("conv1.weight", new float[1], "conv1.bias", new float[2]), Map.of("conv1", IMAGE)));
        Map<String, float[]> weights = Map.of("conv1.weight", new float[] {1}, "conv1.bias", new float[] {0});
        assertMessage("conv1", () -> quantise(graph, weights, Map.of("conv1", new float[] {Float.NaN})));
        assertMessage("conv1", () -> quantise(graph, weights, Map.of()));
        Map<String, float[]> tiny = Map.of("conv1.weight", new float[] {1e-40f}, "conv1.bias", new float[] {0});
        assertMessage("conv1", () -> quantise(graph, tiny, Map.of("conv1", IMAGE)));
        assertThrows(IllegalArgumentException.class, () -> Quantiser.quantise(graph, weights, List.of(), image -> Map.of()));
    }

    private static void assertMessage(String part, Runnable work) {
        String message = assertThrows(QuantisationException.class, work::run).getMessage();
        assertTrue(message.contains(part), message);
    }

    private static QuantisedNode onlyNode(QuantisedGraph graph) {
        assertEquals(1, graph.nodes().size());
        return graph.nodes().getFirst();
    }

    private static QuantisedGraph quantise(Graph graph, Map<String, float[]> parameters, Map<String, float[]> activations) {
        return Quantiser.quantise(graph, parameters, List.of(IMAGE), image -> {
            Map<String, float[]> all = new HashMap<>(activations);
            all.put("input", image);
            return all;
        });
    }
}
