package systole.models.data;

import java.util.Arrays;

/**
 * Brings a picture of a digit into MNIST's form: 28 x 28, light on dark, the digit fitted into 20 x 20 with its centre of mass in the middle. A
 * picture that is 28 x 28 already only has its polarity set right.
 */
public final class DigitFrame {
    /** Pixels of a side. */
    public static final int SIDE = 28;
    /** Pixels of the box that the digit fits into. */
    public static final int BOX = 20;

    private DigitFrame() {
    }

    /** The picture in MNIST's form. */
    public static GreyImage frame(GreyImage image) {
        GreyImage light = lightOnDark(image);
        return image.width() == SIDE && image.height() == SIDE ? light : fitted(light);
    }

    /** Inverts where the median of the four corners is light. */
    private static GreyImage lightOnDark(GreyImage image) {
        int right = image.width() - 1;
        int bottom = image.height() - 1;
        int[] corners = {image.at(0, 0), image.at(right, 0), image.at(0, bottom), image.at(right, bottom)};
        Arrays.sort(corners);
        if (corners[1] + corners[2] <= 255) {
            return image;
        }
        byte[] inverted = new byte[image.pixels().length];
        for (int i = 0; i < inverted.length; i++) {
            inverted[i] = (byte) ~image.pixels()[i];
        }
        return new GreyImage(image.width(), image.height(), inverted);
    }

    private static GreyImage fitted(GreyImage image) {
        Ink ink = Ink.of(image);
        // Source pixels a target pixel.
        double step = Math.max(ink.right() - ink.left(), ink.bottom() - ink.top()) / (double) BOX;
        byte[] pixels = new byte[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double left = ink.centreX() + (x - SIDE / 2) * step;
                double top = ink.centreY() + (y - SIDE / 2) * step;
                pixels[y * SIDE + x] = (byte) Math.round(mean(image, left, top, step));
            }
        }
        return new GreyImage(SIDE, SIDE, pixels);
    }

    /** Mean over a square with fractional borders; black outside the picture. */
    private static double mean(GreyImage image, double left, double top, double side) {
        double sum = 0;
        for (int y = Math.max(0, (int) top); y < Math.min(image.height(), top + side); y++) {
            for (int x = Math.max(0, (int) left); x < Math.min(image.width(), left + side); x++) {
                sum += overlap(x, left, side) * overlap(y, top, side) * image.at(x, y);
            }
        }
        return sum / (side * side);
    }

    private static double overlap(int pixel, double start, double length) {
        return Math.max(0, Math.min(pixel + 1, start + length) - Math.max(pixel, start));
    }
}
