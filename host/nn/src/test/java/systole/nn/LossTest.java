package systole.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Expected losses are worked out by hand from PyTorch's formulas. */
class LossTest {
    private static final float[] OUTPUTS = {0.3f, -1.2f, 2.1f};
    private static final float[] LABEL = {1, 0, 0};

    static Stream<Named<Loss>> losses() {
        return Map.of("cross-entropy", Loss.crossEntropy(), "likelihood", Loss.negativeLogLikelihood(), "squared", Loss.meanSquaredError(),
                "absolute", Loss.meanAbsoluteError(), "hinge", Loss.hinge(1)).entrySet().stream().map(e -> Named.of(e.getKey(), e.getValue()));
    }

    @Test
    void equalTheFormulas() {
        double sum = Math.exp(0.3) + Math.exp(-1.2) + Math.exp(2.1);
        assertEquals(Math.log(sum) - 0.3, loss(Loss.crossEntropy(), OUTPUTS, LABEL), 1e-6);
        assertEquals(-0.3, loss(Loss.negativeLogLikelihood(), OUTPUTS, LABEL), 1e-6);
        assertEquals((0.49 + 1.44 + 4.41) / 3, loss(Loss.meanSquaredError(), OUTPUTS, LABEL), 1e-6);
        assertEquals((0.7 + 1.2 + 2.1) / 3, loss(Loss.meanAbsoluteError(), OUTPUTS, LABEL), 1e-6);
        assertEquals((0 + 1 - 0.3 + 2.1) / 3, loss(Loss.hinge(1), OUTPUTS, LABEL), 1e-6);
        assertEquals((2 - 0.3 - 1.2 + 2 - 0.3 + 2.1) / 3, loss(Loss.hinge(2), OUTPUTS, LABEL), 1e-6);
    }

    @Test
    void equalLogitsCostTheLogarithmOfTheClasses() {
        assertEquals(Math.log(10), loss(Loss.crossEntropy(), new float[10], new float[] {0, 0, 0, 1, 0, 0, 0, 0, 0, 0}), 1e-12);
    }

    @Test
    void hugeLogitsDoNotOverflow() {
        float[] derivative = new float[3];
        assertEquals(Math.log(2), Loss.crossEntropy().of(new float[] {3e38f, -3e38f, 3e38f}, LABEL, derivative), 1e-6);
        assertArrayEquals(new float[] {-0.5f, 0, 0.5f}, derivative, 1e-6f);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void derivativesEqualDifferences(Loss loss) {
        for (float[] target : new float[][] {LABEL, {0, 1, 0}, {0.2f, 0.1f, 0.7f}}) {
            float[] derivative = {9, 9, 9};
            loss.of(OUTPUTS, target, derivative);
            for (int i = 0; i < OUTPUTS.length; i++) {
                float[] above = OUTPUTS.clone();
                float[] below = OUTPUTS.clone();
                above[i] += 1e-2f;
                below[i] -= 1e-2f;
                double difference = (loss(loss, above, target) - loss(loss, below, target)) / ((double) above[i] - below[i]);
                assertEquals(difference, derivative[i], 1e-4, "output " + i);
            }
        }
    }

    private static double loss(Loss loss, float[] outputs, float[] target) {
        return loss.of(outputs, target, new float[outputs.length]);
    }
}
