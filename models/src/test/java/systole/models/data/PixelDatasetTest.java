package systole.models.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import systole.graph.Shape;

class PixelDatasetTest {
    private static final PixelImages IMAGES = new PixelImages(Shape.map(2, 1, 2),
            List.of(new byte[] {0, (byte) 255, 51, 51}, new byte[] {0, (byte) 255, 51, 51}), List.of(1, 0));

    @Test
    void measuredNormalisationGivesMeanZeroAndDeviationOne() {
        PixelDataset normalised = new PixelDataset(IMAGES, Normalisation.measured(IMAGES));
        assertArrayEquals(new float[] {-1, 1, 0, 0}, normalised.image(1), 1e-6f);
        assertArrayEquals(new float[] {0, 1, 0.2f, 0.2f}, new PixelDataset(IMAGES, Normalisation.NONE).image(0));
        assertEquals(1, normalised.label(0));
    }

    @Test
    void normalisationsOfOtherChannelsAreRefused() {
        Normalisation three = new Normalisation(List.of(0f, 0f, 0f), List.of(1f, 1f, 1f));
        assertEquals("a normalisation of 3 channels does not fit images of 2",
                assertThrows(DataException.class, () -> new PixelDataset(IMAGES, three).image(0)).getMessage());
    }

    @Test
    void imagesOfDifferentShapesMakeNoSet() {
        PixelImages grey = PixelImages.of(DrawnDigits.of(1, 3));
        assertEquals(6, grey.and(grey).size());
        assertEquals("images of 1x28x28 and of 2x1x2 cannot make one data set", assertThrows(DataException.class, () -> grey.and(IMAGES)).getMessage());
        assertEquals("images 2 to 4 are not among the 3 that there are", assertThrows(DataException.class, () -> grey.range(2, 4)).getMessage());
        assertEquals("image 0 has 3 values, and not the 4 of 1x2x2", assertThrows(DataException.class,
                () -> new PixelImages(Shape.map(1, 2, 2), List.of(new byte[3]), List.of(0))).getMessage());
    }

    @Test
    void drawnDigitsAreADataSetLikeOthers() {
        ImageSplit split = DataSets.read(DataSets.DRAWN, Shape.map(1, 28, 28), Unreadable.STOP);
        assertEquals(List.of(12_000, 2_000), List.of(split.training().size(), split.test().size()));
    }
}
