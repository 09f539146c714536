package systole.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import systole.graph.Graph;
import systole.graph.Shape;

/** What differs between training and inference. */
class PhaseTest {
    @Test
    void trainingCountsTheBatchsStatistics() {
        Graph graph = Graph.sequential("norm", Shape.map(2, 1, 2)).batchNorm2d("bn").build();
        Parameters parameters = Initialiser.he().parameters(graph, 1);
        Batch batch = new Batch(graph, parameters, Phase.TRAINING, 2);
        System.arraycopy(new float[] {1, 2, 5, 5, 3, 6, 5, 5}, 0, batch.input(), 0, 8);
        batch.forward(new Pass(2, 0, Workers.single()));
        assertArrayEquals(new float[] {0.1f * 3, 0.1f * 5}, parameters.get("bn.running_mean").values(), 1e-6f);
        assertArrayEquals(new float[] {0.9f + 0.1f * 14 / 3, 0.9f}, parameters.get("bn.running_var").values(), 1e-6f);
        double deviation = Math.sqrt(14.0 / 4 + 1e-5);
        assertArrayEquals(new float[] {(float) (-2 / deviation), (float) (-1 / deviation), 0, 0, 0, (float) (3 / deviation), 0, 0},
                batch.output(), 1e-6f);
    }

    @Test
    void inferenceChangesNothing() {
        Graph graph = Graph.sequential("norm", Shape.map(1, 1, 2)).batchNorm2d("bn").dropout("drop", 0.9f).build();
        Parameters parameters = Initialiser.he().parameters(graph, 1);
        assertArrayEquals(new float[] {3, -4}, new Network(graph, parameters).forward(new float[] {3, -4}), 1e-4f);
        assertArrayEquals(new float[] {0}, parameters.get("bn.running_mean").values());
        assertArrayEquals(new float[] {1}, parameters.get("bn.running_var").values());
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 0.25f, 0.5f, 0.9f, 1})
    void dropoutKeepsTheMeanAndTheGradientsWhereValuesStay(float probability) {
        int size = 40_000;
        Batch batch = dropped(probability, size, 3);
        float kept = 1 / (1 - probability);
        int dropped = 0;
        for (int i = 0; i < 2 * size; i++) {
            dropped += batch.output()[i] == 0 ? 1 : 0;
            assertEquals(batch.output()[i] == 0 ? 0 : kept, batch.output()[i]);
            assertEquals(batch.output()[i], batch.gradient("input")[i], "gradient of element " + i);
        }
        assertEquals(probability, (double) dropped / (2 * size), 0.01);
    }

    @Test
    void dropoutFollowsTheSeedAndDiffersFromImageToImage() {
        float[] first = dropped(0.5f, 100, 3).output();
        assertArrayEquals(first, dropped(0.5f, 100, 3).output());
        assertNotEquals(Arrays.toString(first), Arrays.toString(dropped(0.5f, 100, 4).output()));
        assertNotEquals(Arrays.toString(Arrays.copyOf(first, 100)), Arrays.toString(Arrays.copyOfRange(first, 100, 200)));
    }

    @Test
    void refusesProbabilitiesThatAreNone() {
        assertEquals("a dropout's probability must be from 0 to 1, not 1.5",
                assertThrows(IllegalArgumentException.class, () -> dropped(1.5f, 1, 1)).getMessage());
    }

    private static Batch dropped(float probability, int size, long seed) {
        Graph graph = Graph.sequential("drop", Shape.vector(size)).dropout("drop", probability).build();
        Parameters parameters = Parameters.zeros(graph);
        Batch batch = new Batch(graph, parameters, Phase.TRAINING, 2);
        Pass pass = new Pass(2, seed, Workers.single());
        Arrays.fill(batch.input(), 1);
        Arrays.fill(batch.outputGradient(), 1);
        batch.forward(pass);
        batch.inputGradient(pass, graph.output());
        return batch;
    }
}
