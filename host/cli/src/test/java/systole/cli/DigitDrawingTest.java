package systole.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import systole.models.data.GreyImage;

class DigitDrawingTest {
    @Test
    void everyPixelIsADot() {
        byte[] pixels = new byte[8];
        assertEquals(List.of("\u2800"), DigitDrawing.sideBySide(List.of(new GreyImage(2, 4, pixels))));
        int[] dots = {0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80};
        for (int i = 0; i < dots.length; i++) {
            byte[] one = new byte[8];
            one[i] = (byte) 255;
            assertEquals(List.of(String.valueOf((char) (0x2800 + dots[i]))), DigitDrawing.sideBySide(List.of(new GreyImage(2, 4, one))));
        }
    }

    @Test
    void oddSizesAreFilledUpAndPicturesStandSideBySide() {
        byte[] white = new byte[15];
        Arrays.fill(white, (byte) 200);
        GreyImage image = new GreyImage(3, 5, white);
        assertEquals(List.of("\u28ff\u2847 \u28ff\u2847", "\u2809\u2801 \u2809\u2801"), DigitDrawing.sideBySide(List.of(image, image)));
    }
}
