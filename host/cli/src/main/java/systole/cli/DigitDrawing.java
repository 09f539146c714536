package systole.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import systole.models.data.GreyImage;

/** Draws pictures in a terminal with Braille characters, each a block of 2 x 4 pixels. */
final class DigitDrawing {
    private static final int BLANK = 0x2800;
    private static final int THRESHOLD = 96;
    /** The dot's bit by row and column, as Unicode numbers them. */
    private static final int[][] DOTS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

    private DigitDrawing() {
    }

    /** Lines with the pictures side by side, a space between; all pictures have one size. */
    static List<String> sideBySide(List<GreyImage> images) {
        int rows = (images.getFirst().height() + DOTS.length - 1) / DOTS.length;
        return IntStream.range(0, rows).mapToObj(row ->
                images.stream().map(image -> line(image, row * DOTS.length)).collect(Collectors.joining(" "))).toList();
    }

    private static String line(GreyImage image, int top) {
        StringBuilder line = new StringBuilder();
        for (int left = 0; left < image.width(); left += 2) {
            line.append((char) character(image, left, top));
        }
        return line.toString();
    }

    private static int character(GreyImage image, int left, int top) {
        int character = BLANK;
        for (int y = top; y < Math.min(top + DOTS.length, image.height()); y++) {
            for (int x = left; x < Math.min(left + 2, image.width()); x++) {
                character |= image.at(x, y) >= THRESHOLD ? DOTS[y - top][x - left] : 0;
            }
        }
        return character;
    }
}
