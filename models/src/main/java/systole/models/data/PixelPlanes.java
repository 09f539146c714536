package systole.models.data;

import java.awt.image.BufferedImage;
import systole.graph.Shape;

/** A picture as the channels of a network's input. */
final class PixelPlanes {
    private PixelPlanes() {
    }

    /**
     * The largest piece in the picture's middle that has the shape's proportions, every pixel the mean of the area that it covers.
     *
     * @param shape 1 channel for grey, 3 for red, green and blue
     */
    static byte[] of(BufferedImage picture, Shape shape) {
        double step = Math.min((double) picture.getWidth() / shape.width(), (double) picture.getHeight() / shape.height());
        double left = (picture.getWidth() - step * shape.width()) / 2;
        double top = (picture.getHeight() - step * shape.height()) / 2;
        byte[] pixels = new byte[shape.size()];
        for (int i = 0; i < pixels.length; i++) {
            int x = i % shape.width();
            int y = i / shape.width() % shape.height();
            int channel = i / (shape.width() * shape.height());
            Sample sample = shape.channels() == 1 ? PixelPlanes::grey : (from, column, row) -> colour(from, column, row, channel);
            pixels[i] = (byte) Math.round(mean(picture, sample, left + x * step, top + y * step, step));
        }
        return pixels;
    }

    private interface Sample {
        int of(BufferedImage picture, int x, int y);
    }

    private static int grey(BufferedImage picture, int x, int y) {
        return GreyImages.isGrey(picture) ? GreyImages.sample(picture, x, y) : GreyImages.luma(picture.getRGB(x, y));
    }

    /** Over white paper; 0 is red. */
    private static int colour(BufferedImage picture, int x, int y, int channel) {
        if (GreyImages.isGrey(picture)) {
            return GreyImages.sample(picture, x, y);
        }
        int argb = picture.getRGB(x, y);
        int alpha = argb >>> 24;
        return ((argb >> 16 - 8 * channel & 0xFF) * alpha + 255 * (255 - alpha) + 127) / 255;
    }

    private static double mean(BufferedImage picture, Sample sample, double left, double top, double side) {
        double sum = 0;
        double area = 0;
        for (int y = (int) top; y < Math.min(picture.getHeight(), top + side); y++) {
            for (int x = (int) left; x < Math.min(picture.getWidth(), left + side); x++) {
                double covered = overlap(x, left, side) * overlap(y, top, side);
                sum += covered * sample.of(picture, x, y);
                area += covered;
            }
        }
        return sum / area;
    }

    private static double overlap(int pixel, double start, double length) {
        return Math.max(0, Math.min(pixel + 1, start + length) - Math.max(pixel, start));
    }
}
