package systole.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import systole.graph.Shape;

class OptimiserTest {
    @Test
    void sgdStepsAgainstTheGradient() {
        Parameters parameters = of(1, -2, 3);
        new Sgd(0).step(parameters, of(0.5f, 0, -4), 0.1);
        assertArrayEquals(new float[] {0.95f, -2, 3.4f}, values(parameters), 1e-6f);
    }

    @Test
    void momentumKeepsGoing() {
        Parameters parameters = of(0);
        Sgd sgd = new Sgd(0.9);
        sgd.step(parameters, of(1), 1);
        sgd.step(parameters, of(0), 1);
        sgd.step(parameters, of(0), 1);
        assertEquals(-(1 + 0.9 + 0.81), values(parameters)[0], 1e-6);
    }

    @Test
    void adamFollowsThePapersFormulas() {
        float[] gradients = {3, -0.01f, 0.5f, 0.5f, -7};
        Parameters parameters = of(1);
        Adam adam = new Adam();
        double expected = 1;
        double mean = 0;
        double square = 0;
        for (int step = 1; step <= gradients.length; step++) {
            double gradient = gradients[step - 1];
            adam.step(parameters, of((float) gradient), 0.01);
            mean = 0.9 * mean + 0.1 * gradient;
            square = 0.999 * square + 0.001 * gradient * gradient;
            expected -= 0.01 * (mean / (1 - Math.pow(0.9, step))) / (Math.sqrt(square / (1 - Math.pow(0.999, step))) + 1e-8);
            assertEquals(expected, values(parameters)[0], 1e-5, "after step " + step);
        }
    }

    @Test
    void adamLeavesAloneWhatHasNoGradient() {
        Parameters parameters = of(5);
        new Adam().step(parameters, of(0), 1);
        assertEquals(5, values(parameters)[0]);
    }

    @Test
    void cosineFallsFromTheRateToNothing() {
        Schedule schedule = Schedule.cosine(0.4);
        assertEquals(0.4, schedule.rate(0), 1e-12);
        assertEquals(0.2, schedule.rate(0.5), 1e-12);
        assertEquals(0, schedule.rate(1), 1e-12);
        assertEquals(0.4, Schedule.constant(0.4).rate(0.9));
    }

    @Test
    void refusesWhatWouldDiverge() {
        assertThrows(IllegalArgumentException.class, () -> new Sgd(1));
        assertThrows(IllegalArgumentException.class, () -> new Sgd(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Adam(0.9, 1));
        assertThrows(IllegalArgumentException.class, () -> new Adam(-0.1, 0.9));
    }

    private static Parameters of(float... values) {
        return new Parameters(Map.of("p", new Tensor(Shape.vector(values.length), values)));
    }

    private static float[] values(Parameters parameters) {
        return parameters.get("p").values();
    }
}
