package systole.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import systole.graph.Graph;
import systole.graph.Shape;

class NetworkTest {
    private final Graph graph = Graph.sequential("net", Shape.vector(2)).linear("fc", 2).relu("relu").build();
    private final Parameters parameters = new Parameters(Map.of(
            "fc.weight", new Tensor(Shape.of(2, 2), new float[] {1, 2, -3, 4}), "fc.bias", new Tensor(Shape.vector(2), new float[] {0.5f, -20})));

    @Test
    void forwardIsTheLastActivation() {
        Network network = new Network(graph, parameters);
        assertArrayEquals(new float[] {5.5f, 0}, network.forward(new float[] {1, 2}));
        Map<String, float[]> activations = network.activations(new float[] {1, 2});
        assertEquals(List.of("input", "fc", "relu"), List.copyOf(activations.keySet()));
        assertArrayEquals(new float[] {1, 2}, activations.get("input"));
        assertArrayEquals(new float[] {5.5f, -15}, activations.get("fc"));
        assertArrayEquals(new float[] {5.5f, 0}, activations.get("relu"));
    }

    @Test
    void resultsAreTheCallersOwn() {
        Network network = new Network(graph, parameters);
        float[] first = network.forward(new float[] {1, 2});
        assertNotSame(first, network.forward(new float[] {0, 0}));
        assertArrayEquals(new float[] {5.5f, 0}, first);
    }

    /** Half-way through a mini-batch, and beyond one. */
    private record Counted(int size) implements Dataset {
        @Override
        public float[] image(int index) {
            return new float[] {index, 1 - index};
        }

        @Override
        public int label(int index) {
            return index % 2;
        }
    }

    @Test
    void manyImagesAreSeenInOrderAsEachByItself() {
        Network network = new Network(graph, parameters);
        for (int size : new int[] {0, 1, 63, 64, 65, 200}) {
            Counted data = new Counted(size);
            int[] seen = {0};
            network.forEach(data, "fc", (index, values) -> {
                assertEquals(seen[0]++, index);
                assertArrayEquals(network.activations(data.image(index)).get("fc"), values);
            });
            assertEquals(size, seen[0]);
        }
    }

    @Test
    void evaluationCountsWhatIsRightAndTellsHowFarItIs() {
        Counted data = new Counted(70);
        int[] last = {0};
        Evaluation evaluation = Evaluation.of(InferenceNetwork.of(graph, parameters), data, done -> assertEquals(++last[0], done));
        assertEquals(new Evaluation(70, 35), evaluation);
        assertEquals(70, last[0]);
        assertEquals(evaluation, Evaluation.of(new Network(graph, parameters), data));
    }

    @Test
    void theInputsGradientIsThatOfOneElement() {
        Network network = new Network(graph, parameters);
        assertArrayEquals(new float[] {1, 2}, network.inputGradient(new float[] {1, 2}, "fc", 0));
        assertArrayEquals(new float[] {-3, 4}, network.inputGradient(new float[] {1, 2}, "fc", 1));
        assertArrayEquals(new float[] {0, 0}, network.inputGradient(new float[] {1, 2}, "relu", 1), "the unit is off");
    }

    @Test
    void scoresAreBeforeAClosingSoftmax() {
        assertEquals("relu", new Network(graph, parameters).scores());
        Graph closed = Graph.sequential("net", Shape.vector(2)).linear("fc", 2).softmax("softmax").build();
        assertEquals("fc", new Network(closed, parameters).scores());
    }

    @Test
    void refusesImagesOfAnotherSize() {
        assertEquals("graph net reads 2, which is 2 values, not 3", assertThrows(IllegalArgumentException.class,
                () -> new Network(graph, parameters).forward(new float[3])).getMessage());
    }

    @Test
    void refusesWeightsOfAnotherNetwork() {
        assertWeights("the weights lack fc.weight, fc.bias for graph net", new Parameters(Map.of()));
        Map<String, Tensor> more = new LinkedHashMap<>(parameters.tensors());
        more.put("fc9.bias", Tensor.zeros(Shape.vector(1)));
        assertWeights("the weights have the unexpected fc9.bias for graph net", new Parameters(more));
        Map<String, Tensor> other = new LinkedHashMap<>(parameters.tensors());
        other.put("fc.weight", Tensor.zeros(Shape.of(4, 1)));
        assertWeights("the weights' fc.weight is 4x1, but graph net needs 2x2", new Parameters(other));
    }

    private void assertWeights(String message, Parameters wrong) {
        assertEquals(message, assertThrows(WeightsException.class, () -> new Network(graph, wrong)).getMessage());
    }
}
