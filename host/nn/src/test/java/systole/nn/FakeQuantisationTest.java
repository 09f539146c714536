package systole.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import systole.graph.Graph;
import systole.graph.Shape;

class FakeQuantisationTest {
    /** Multiples of a quarter from 0 to 1. */
    private static final FakeQuantisation.Grid QUARTERS =
            new FakeQuantisation.Grid(0, 1, x -> (float) Math.rint(Math.clamp(x, 0, 1) * 4) / 4);
    private static final FakeQuantisation.WeightRounding HALVES = weights -> {
        float[] rounded = new float[weights.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) Math.rint(weights[i] * 2) / 2;
        }
        return rounded;
    };

    private final Graph graph = Graph.sequential("net", Shape.vector(2)).linear("fc", 3).build();
    private final Parameters parameters = new Parameters(Map.of(
            "fc.weight", new Tensor(Shape.of(3, 2), new float[] {0.6f, 0.1f, 2.1f, 3, -1, 0.3f}), "fc.bias", Tensor.zeros(Shape.vector(3))));
    private final FakeQuantisation rounding = new FakeQuantisation(Map.of("input", QUARTERS, "fc", QUARTERS), Map.of("fc", HALVES));

    @Test
    void imagesWeightsAndOutputsAreRounded() {
        Network network = new Network(graph, parameters, Workers.single(), rounding);
        // {0.8, 0.4} becomes {0.75, 0.5}; weights {0.5, 0, 2, 3, -1, 0.5}; sums 0.375, 3, -0.5
        assertArrayEquals(new float[] {0.5f, 1, 0}, network.forward(new float[] {0.8f, 0.4f}));
        assertEquals(0.6f, parameters.get("fc.weight").values()[0], "true weights stay");
        assertArrayEquals(new float[] {0.52f, 2.88f, -0.68f}, new Network(graph, parameters).forward(new float[] {0.8f, 0.4f}), 1e-6f);
    }

    /** What was clipped has no gradient; the others' is that of the rounded weights and inputs. */
    @Test
    void gradientsGoStraightThroughButForWhatIsClipped() {
        Batch batch = new Batch(graph, parameters, _ -> Phase.TRAINING, rounding, 1);
        Pass pass = new Pass(1, 0, Workers.single());
        System.arraycopy(new float[] {0.8f, 0.4f}, 0, batch.input(), 0, 2);
        batch.forward(pass);
        System.arraycopy(new float[] {1, 10, 100}, 0, batch.outputGradient(), 0, 3);
        Parameters gradients = Parameters.gradients(graph);
        batch.backward(pass, gradients);
        assertArrayEquals(new float[] {0.75f, 0.5f, 0, 0, 0, 0}, gradients.get("fc.weight").values());
        assertArrayEquals(new float[] {1, 0, 0}, gradients.get("fc.bias").values());
        System.arraycopy(new float[] {1, 10, 100}, 0, batch.outputGradient(), 0, 3);
        assertArrayEquals(new float[] {0.5f, 0}, batch.inputGradient(pass, "fc"));
    }

    @Test
    void roundedWeightsFollowTheTrueOnes() {
        Network network = new Network(graph, parameters, Workers.single(), rounding);
        network.forward(new float[2]);
        parameters.get("fc.weight").values()[0] = 0.9f;
        assertEquals(1, network.forward(new float[] {1, 0})[0]);
    }
}
