package systole.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ClassificationTest {
    @Test
    void hugeLogitsDoNotOverflow() {
        assertArrayEquals(new float[] {0.5f, 0, 0.5f}, Classification.softmax(new float[] {3e38f, -3e38f, 3e38f}), 1e-6f);
    }

    @Test
    void theFirstOfEqualsIsBest() {
        assertEquals(1, Classification.best(new float[] {-5, 2, 2, -7}));
        assertEquals(0, Classification.best(new float[] {Float.NEGATIVE_INFINITY}));
    }
}
