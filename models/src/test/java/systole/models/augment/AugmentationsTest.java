package systole.models.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import systole.graph.Shape;
import systole.nn.Augmentation;
import systole.nn.Tensor;

class AugmentationsTest {
    static final List<Augmentation> ALL = List.of(AffineJitter.DIGITS, new RandomCrop(2), new HorizontalFlip(0.5), new Brightness(0.3), new Contrast(0.3),
            new ColourJitter(0.3), new Elastic(8, 2), new HorizontalFlip(1).then(new RandomCrop(1)));

    private static Tensor image(int channels, int height, int width) {
        float[] values = new float[channels * height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = i + 1;
        }
        return new Tensor(Shape.map(channels, height, width), values);
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void keepShapeAndOriginalAndFollowTheSeed(Augmentation augmentation) {
        for (Tensor image : List.of(image(3, 7, 5), image(1, 1, 1), image(2, 1, 6))) {
            float[] before = image.values().clone();
            Tensor first = augmentation.apply(image, new SplittableRandom(4));
            assertEquals(image.shape(), first.shape());
            assertArrayEquals(before, image.values());
            assertArrayEquals(first.values(), augmentation.apply(image, new SplittableRandom(4)).values());
        }
        Set<String> variants = new HashSet<>();
        IntStream.range(0, 20).forEach(seed -> variants.add(Arrays.toString(augmentation.apply(image(3, 7, 5), new SplittableRandom(seed)).values())));
        assertTrue(variants.size() > 1, "chance must change something");
    }

    @Test
    void aCropIsAPieceOfTheImageInABorderOfZeros() {
        Set<Float> middles = new HashSet<>();
        for (int seed = 0; seed < 200; seed++) {
            float[] cropped = new RandomCrop(1).apply(image(2, 3, 3), new SplittableRandom(seed)).values();
            middles.add(cropped[4]);
            int shift = Math.round(cropped[4]) - 5;
            for (int i = 0; i < 9; i++) {
                int y = i / 3 + Math.floorDiv(shift + 4, 3) - 1;
                int x = i % 3 + Math.floorMod(shift + 4, 3) - 1;
                float expected = x < 0 || y < 0 || x > 2 || y > 2 ? 0 : y * 3 + x + 1;
                assertEquals(expected, cropped[i]);
                assertEquals(expected == 0 ? 0 : expected + 9, cropped[9 + i], "both channels move alike");
            }
        }
        assertEquals(9, middles.size(), "all places occur");
        assertArrayEquals(new float[2 * 9], new RandomCrop(40).apply(image(2, 3, 3), new SplittableRandom(0)).values());
    }

    @Test
    void aFlipSwapsLeftAndRight() {
        assertArrayEquals(new float[] {3, 2, 1, 6, 5, 4}, new HorizontalFlip(1).apply(image(2, 1, 3), new SplittableRandom(1)).values());
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, new HorizontalFlip(0).apply(image(2, 1, 3), new SplittableRandom(1)).values());
        long flipped = IntStream.range(0, 1000).filter(seed -> new HorizontalFlip(0.25).apply(image(1, 1, 2), new SplittableRandom(seed)).values()[0] == 2).count();
        assertEquals(250, flipped, 50);
    }

    @Test
    void brightnessAddsAndContrastKeepsTheMean() {
        float[] brighter = new Brightness(0.5).apply(image(1, 2, 2), new SplittableRandom(2)).values();
        assertEquals(1, brighter[1] - brighter[0], 1e-6);
        assertTrue(Math.abs(brighter[0] - 1) <= 0.5 && brighter[0] != 1);
        float[] stronger = new Contrast(0.5).apply(image(1, 2, 2), new SplittableRandom(2)).values();
        assertEquals(10, stronger[0] + stronger[1] + stronger[2] + stronger[3], 1e-5);
        assertEquals(stronger[3] - stronger[2], stronger[1] - stronger[0], 1e-5);
        assertFalse(stronger[1] - stronger[0] == 1);
    }

    @Test
    void coloursChangeChannelByChannel() {
        float[] values = new ColourJitter(0.5).apply(image(3, 1, 2), new SplittableRandom(2)).values();
        assertEquals(2, values[1] / values[0], 1e-6);
        assertEquals(4.0 / 3, values[3] / values[2], 1e-6);
        assertFalse(values[0] == values[2] / 3);
    }

    @Test
    void elasticDisplacementsAreSmooth() {
        // Values that grow to the right tell by how much each pixel was moved.
        float[] ramp = new float[40 * 40];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = i % 40;
        }
        float[] bent = new Elastic(10, 4).apply(new Tensor(Shape.map(1, 40, 40), ramp), new SplittableRandom(3)).values();
        double largest = 0;
        for (int y = 15; y < 25; y++) {
            for (int x = 15; x < 25; x++) {
                double moved = bent[y * 40 + x] - x;
                double below = bent[(y + 1) * 40 + x] - x;
                largest = Math.max(largest, Math.abs(moved));
                assertEquals(moved, below, 0.3, "neighbours move alike");
            }
        }
        assertTrue(largest > 0.1 && largest < 5, "moved by " + largest);
    }

    @Test
    void limitsBelowZeroAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Brightness(-1));
        assertThrows(IllegalArgumentException.class, () -> new Contrast(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new RandomCrop(-1));
        assertThrows(IllegalArgumentException.class, () -> new Elastic(1, 0));
        assertEquals("a flip's probability must be from 0 to 1, not 1.5",
                assertThrows(IllegalArgumentException.class, () -> new HorizontalFlip(1.5)).getMessage());
    }
}
