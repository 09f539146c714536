package systole.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import systole.graph.Shape;

/** Every rule against its formula, step by step in float64. */
class OptimiserTest {
    private static final double RATE = 0.01;
    private static final double[] GRADIENTS = {3, -0.01, 0.5, 0.5, -7};

    /** What a parameter becomes: its state is an array of the test's own. */
    private interface Formula {
        double step(int number, double parameter, double gradient, double[] state);
    }

    @Test
    void sgd() {
        assertFollows(new Sgd(), (_, p, g, _) -> p - RATE * g);
    }

    @Test
    void momentum() {
        assertFollows(new Momentum(0.9), (_, p, g, s) -> p - RATE * (s[0] = 0.9 * s[0] + g));
    }

    @Test
    void nesterov() {
        assertFollows(new Nesterov(0.9), (_, p, g, s) -> p - RATE * (g + 0.9 * (s[0] = 0.9 * s[0] + g)));
    }

    @Test
    void adaGrad() {
        assertFollows(new AdaGrad(), (_, p, g, s) -> p - RATE * g / (Math.sqrt(s[0] += g * g) + 1e-10));
    }

    @Test
    void adaDelta() {
        assertFollows(new AdaDelta(), (_, p, g, s) -> {
            s[0] = 0.9 * s[0] + 0.1 * g * g;
            double change = Math.sqrt(s[1] + 1e-6) / Math.sqrt(s[0] + 1e-6) * g;
            s[1] = 0.9 * s[1] + 0.1 * change * change;
            return p - RATE * change;
        });
    }

    @Test
    void rmsProp() {
        assertFollows(new RmsProp(), (_, p, g, s) -> p - RATE * g / (Math.sqrt(s[0] = 0.99 * s[0] + 0.01 * g * g) + 1e-8));
    }

    @Test
    void centredRmsProp() {
        assertFollows(new CentredRmsProp(), (_, p, g, s) -> {
            s[0] = 0.99 * s[0] + 0.01 * g * g;
            s[1] = 0.99 * s[1] + 0.01 * g;
            return p - RATE * g / (Math.sqrt(s[0] - s[1] * s[1]) + 1e-8);
        });
    }

    @Test
    void adam() {
        assertFollows(new Adam(), OptimiserTest::adam);
    }

    @Test
    void amsGrad() {
        assertFollows(new AmsGrad(new Adam(0.9, 0.5, 1e-8)), (n, p, g, s) -> {
            s[0] = 0.9 * s[0] + 0.1 * g;
            s[1] = 0.5 * s[1] + 0.5 * g * g;
            s[2] = Math.max(s[2], s[1]);
            return p - RATE * s[0] / (1 - Math.pow(0.9, n)) / (Math.sqrt(s[2] / (1 - Math.pow(0.5, n))) + 1e-8);
        });
    }

    @Test
    void adamW() {
        assertFollows(new AdamW(new Adam(), 0.3), (n, p, g, s) -> adam(n, p * (1 - RATE * 0.3), g, s));
    }

    @Test
    void weightDecayIsPartOfTheGradient() {
        assertFollows(new Adam().withWeightDecay(0.2), (n, p, g, s) -> adam(n, p, g + 0.2 * p, s));
    }

    @Test
    void adamLeavesAloneWhatHasNoGradient() {
        Parameters parameters = of(5);
        new OptimiserState(new Adam(), of(0)).step(parameters, of(0), 1, Workers.single());
        assertEquals(5, parameters.get("p").values()[0]);
    }

    @Test
    void everyRuleFindsTheBottomOfABowl() {
        for (Optimiser optimiser : List.of(new Sgd(), new Momentum(0.9), new Nesterov(0.9), new AdaGrad(), new RmsProp(), new CentredRmsProp(), new Adam(),
                new AmsGrad(), new AdamW(new Adam(), 0))) {
            Parameters parameters = of(1, -2, 3);
            OptimiserState state = new OptimiserState(optimiser, of(0, 0, 0));
            for (int i = 0; i < 3_000; i++) {
                float[] p = parameters.get("p").values();
                state.step(parameters, of(p[0], 10 * p[1], p[2] / 10), 0.1 * (1 - i / 3_000.0), Workers.single());
            }
            assertArrayEquals(new float[3], parameters.get("p").values(), 1e-2f, optimiser.toString());
        }
    }

    @Test
    void threadsDoNotChangeASingleBit() {
        float[] gradients = new float[100_003];
        SplittableRandom random = new SplittableRandom(1);
        IntStream.range(0, gradients.length).forEach(i -> gradients[i] = random.nextFloat());
        Parameters one = of(new float[gradients.length]);
        Parameters three = of(new float[gradients.length]);
        new OptimiserState(new AmsGrad(), of(gradients)).step(one, of(gradients), RATE, Workers.single());
        try (Workers workers = Workers.of(3)) {
            new OptimiserState(new AmsGrad(), of(gradients)).step(three, of(gradients), RATE, workers);
        }
        assertArrayEquals(one.get("p").values(), three.get("p").values());
        assertTrue(one.get("p").values()[100_002] < 0);
    }

    @Test
    void refusesWhatWouldDiverge() {
        assertEquals("a momentum must be from 0 to below 1, not 1.0",
                assertThrows(IllegalArgumentException.class, () -> new Momentum(1)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Nesterov(Double.NaN));
        assertEquals("Adam's decays must be from 0 to below 1, not 1.0",
                assertThrows(IllegalArgumentException.class, () -> new Adam(0.9, 1, 1e-8)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Adam(-0.1, 0.9, 1e-8));
        assertThrows(IllegalArgumentException.class, () -> new RmsProp(2, 1e-8));
        assertThrows(IllegalArgumentException.class, () -> new Sgd().withWeightDecay(-1));
    }

    private static double adam(int number, double parameter, double gradient, double[] state) {
        state[0] = 0.9 * state[0] + 0.1 * gradient;
        state[1] = 0.999 * state[1] + 0.001 * gradient * gradient;
        return parameter - RATE * (state[0] / (1 - Math.pow(0.9, number))) / (Math.sqrt(state[1] / (1 - Math.pow(0.999, number))) + 1e-8);
    }

    private static void assertFollows(Optimiser optimiser, Formula formula) {
        Parameters parameters = of(1);
        OptimiserState state = new OptimiserState(optimiser, of(0));
        double expected = 1;
        double[] memory = new double[3];
        for (int number = 1; number <= GRADIENTS.length; number++) {
            state.step(parameters, of((float) GRADIENTS[number - 1]), RATE, Workers.single());
            expected = formula.step(number, expected, GRADIENTS[number - 1], memory);
            assertEquals(expected, parameters.get("p").values()[0], 1e-5, "after step " + number);
        }
    }

    private static Parameters of(float... values) {
        return new Parameters(Map.of("p", new Tensor(Shape.vector(values.length), values.clone())));
    }
}
