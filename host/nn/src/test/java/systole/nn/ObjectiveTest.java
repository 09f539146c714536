package systole.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import systole.graph.Shape;

/** Regularisers and gradient clipping. */
class ObjectiveTest {
    @Test
    void penaltiesCountWeightsAlone() {
        Parameters parameters = of(3, -4, 7);
        assertEquals(0.5 * 7, Regulariser.l1(0.5).penalty(parameters), 1e-6);
        assertEquals(0.1 / 2 * 25, Regulariser.l2(0.1).penalty(parameters), 1e-6);
        assertEquals(0.5 * 7 + 0.1 / 2 * 25, new Regulariser(0.5, 0.1).penalty(parameters), 1e-6);
        assertEquals(0, Regulariser.NONE.penalty(parameters));
    }

    @Test
    void penaltiesHaveGradients() {
        Parameters gradients = of(1, 1, 1);
        new Regulariser(0.5, 0.1).addGradient(of(3, -4, 7), gradients, Workers.single());
        assertValues(gradients, 1 + 0.5f + 0.3f, 1 - 0.5f - 0.4f, 1);
    }

    @Test
    void clipsValues() {
        Parameters gradients = of(3, -4, 0.5f);
        Clipping.byValue(1).clip(gradients);
        assertValues(gradients, 1, -1, 0.5f);
    }

    @Test
    void clipsTheNormOfAllTogether() {
        Parameters gradients = of(3, -4, 12);
        Clipping.byNorm(13.5).clip(gradients);
        assertValues(gradients, 3, -4, 12);
        Clipping.byNorm(1.3).clip(gradients);
        assertValues(gradients, 0.3f, -0.4f, 1.2f);
    }

    @Test
    void refusesNonsense() {
        assertEquals("a limit of gradients must be above 0, not 0.0",
                assertThrows(IllegalArgumentException.class, () -> Clipping.byNorm(0)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> Clipping.byValue(Double.NaN));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Regulariser.l1(-1)).getMessage().contains("-1.0"));
    }

    private static Parameters of(float weight0, float weight1, float bias) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("fc.weight", new Tensor(Shape.of(1, 2), new float[] {weight0, weight1}));
        tensors.put("fc.bias", new Tensor(Shape.vector(1), new float[] {bias}));
        return new Parameters(tensors);
    }

    private static void assertValues(Parameters parameters, float weight0, float weight1, float bias) {
        assertArrayEquals(new float[] {weight0, weight1}, parameters.get("fc.weight").values(), 1e-6f);
        assertArrayEquals(new float[] {bias}, parameters.get("fc.bias").values(), 1e-6f);
    }
}
