package systole.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ClassificationTest {
    @Test
    void equalLogitsCostTheLogarithmOfTheClasses() {
        assertEquals(Math.log(10), Classification.crossEntropy(new float[10], 10, new int[] {3}, 1, new float[10]), 1e-12);
    }

    @Test
    void hugeLogitsDoNotOverflow() {
        float[] gradient = new float[3];
        float[] logits = {3e38f, -3e38f, 3e38f};
        assertEquals(Math.log(2), Classification.crossEntropy(logits, 3, new int[] {0}, 1, gradient), 1e-6);
        assertArrayEquals(new float[] {-0.5f, 0, 0.5f}, gradient, 1e-6f);
        assertArrayEquals(new float[] {0.5f, 0, 0.5f}, Classification.softmax(logits), 1e-6f);
    }

    @Test
    void gradientEqualsDifferences() {
        float[] logits = {0.3f, -1.2f, 2.1f, 0.7f, 0.2f, -0.4f};
        int[] labels = {2, 0};
        float[] gradient = new float[6];
        Classification.crossEntropy(logits, 3, labels, 0.5, gradient);
        for (int i = 0; i < logits.length; i++) {
            float[] above = logits.clone();
            float[] below = logits.clone();
            above[i] += 1e-2f;
            below[i] -= 1e-2f;
            double difference = Classification.crossEntropy(above, 3, labels, 1, new float[6])
                    - Classification.crossEntropy(below, 3, labels, 1, new float[6]);
            assertEquals(0.5 * difference / ((double) above[i] - below[i]), gradient[i], 1e-4, "logit " + i);
        }
    }

    @Test
    void onlyLabelledRowsCount() {
        float[] gradient = {9, 9, 9, 9};
        Classification.crossEntropy(new float[4], 2, new int[] {1}, 1, gradient);
        assertArrayEquals(new float[] {0.5f, -0.5f, 9, 9}, gradient);
    }

    @Test
    void theFirstOfEqualsIsBest() {
        assertEquals(1, Classification.best(new float[] {-5, 2, 2, -7}));
        assertEquals(0, Classification.best(new float[] {Float.NEGATIVE_INFINITY}));
    }
}
