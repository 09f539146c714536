package systole.models.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import systole.graph.Shape;

class SmoothImagesTest {
    private static final Shape SHAPE = Shape.map(3, 48, 31);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void areStandardised(long seed) {
        float[] image = SmoothImages.of(SHAPE, 1, seed).getFirst();
        assertEquals(SHAPE.size(), image.length);
        float[] ones = new float[image.length];
        Arrays.fill(ones, 1);
        assertEquals(0, product(image, ones), 1e-5);
        assertEquals(1, product(image, image), 1e-4);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void neighboursAreAlike(long seed) {
        float[] image = SmoothImages.of(Shape.map(1, 64, 64), 1, seed).getFirst();
        double neighbours = product(Arrays.copyOf(image, image.length - 1), Arrays.copyOfRange(image, 1, image.length));
        assertTrue(neighbours > 0.5 && neighbours < 0.999, "correlation of neighbours " + neighbours);
    }

    @Test
    void aSeedIsASeries() {
        List<float[]> three = SmoothImages.of(SHAPE, 3, 9);
        List<float[]> again = SmoothImages.of(SHAPE, 2, 9);
        assertArrayEquals(three.get(0), again.get(0));
        assertArrayEquals(three.get(1), again.get(1));
        assertTrue(Math.abs(product(three.get(0), three.get(1))) < 0.9);
        assertTrue(Math.abs(product(three.get(0), SmoothImages.of(SHAPE, 1, 10).getFirst())) < 0.9);
    }

    @Test
    void takeAnyShape() {
        assertEquals(1, SmoothImages.of(Shape.map(1, 1, 2), 1, 1).size());
    }

    /** The mean of the products, which is the correlation of standardised images. */
    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum / a.length;
    }
}
