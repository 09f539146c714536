package systole.models.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitFrameTest {
    @Test
    void leavesMnistsOwnImagesAlone() {
        GreyImage image = DrawnDigits.of(3, 1).images().getFirst();
        assertArrayEquals(image.pixels(), DigitFrame.frame(image).pixels());
    }

    @Test
    void turnsDarkOnLightRound() {
        GreyImage image = DrawnDigits.of(3, 5).images().getLast();
        assertArrayEquals(image.pixels(), DigitFrame.frame(inverted(image)).pixels());
    }

    @ParameterizedTest
    @CsvSource({"50,80,10,20,20,40", "300,40,200,3,31,37", "7,7,3,3,1,1", "28,29,5,5,2,19"})
    void fitsABoxIntoTwentyPixelsInTheMiddle(int width, int height, int left, int top, int boxWidth, int boxHeight) {
        GreyImage framed = DigitFrame.frame(box(width, height, left, top, boxWidth, boxHeight));
        assertEquals(28, framed.width());
        assertEquals(28, framed.height());
        Ink ink = Ink.of(framed);
        assertEquals(20, Math.max(ink.right() - ink.left(), ink.bottom() - ink.top()), 1);
        assertEquals(14, ink.centreX(), 0.1);
        assertEquals(14, ink.centreY(), 0.1);
        double smaller = 20.0 * Math.min(boxWidth, boxHeight) / Math.max(boxWidth, boxHeight);
        assertEquals(255 * 20 * smaller, sum(framed), 255 * 20 * smaller * 0.02 + 60, "area times brightness");
    }

    @Test
    void anEmptyPictureStaysEmpty() {
        assertEquals(0, sum(DigitFrame.frame(new GreyImage(5, 40, new byte[200]))));
        assertEquals(0, sum(DigitFrame.frame(inverted(new GreyImage(5, 40, new byte[200])))));
    }

    @Test
    void paperGrainDoesNotWidenTheBox() {
        GreyImage clean = box(100, 100, 40, 30, 20, 40);
        GreyImage grainy = new GreyImage(100, 100, clean.pixels().clone());
        grainy.pixels()[5] = 40;
        grainy.pixels()[100 * 100 - 3] = 60;
        assertArrayEquals(DigitFrame.frame(clean).pixels(), DigitFrame.frame(grainy).pixels());
    }

    private static GreyImage box(int width, int height, int left, int top, int boxWidth, int boxHeight) {
        byte[] pixels = new byte[width * height];
        for (int y = top; y < top + boxHeight; y++) {
            for (int x = left; x < left + boxWidth; x++) {
                pixels[y * width + x] = (byte) 255;
            }
        }
        return new GreyImage(width, height, pixels);
    }

    private static GreyImage inverted(GreyImage image) {
        byte[] pixels = image.pixels().clone();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) ~pixels[i];
        }
        return new GreyImage(image.width(), image.height(), pixels);
    }

    private static long sum(GreyImage image) {
        long sum = 0;
        for (byte pixel : image.pixels()) {
            sum += Byte.toUnsignedInt(pixel);
        }
        return sum;
    }
}
