package systole.nn.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;
import systole.graph.Shape;
import systole.nn.Tensor;

/** Maps of numbers as pictures, each as bright as can be. */
public final class TensorPicture {
    /** Small maps are enlarged to about this many pixels. */
    private static final int SIDE = 96;
    private static final int VECTOR_COLUMNS = 32;
    private static final double VEIL = 0.6;

    private TensorPicture() {
    }

    /** A map: three channels as red, green and blue, else the first by its shading; small ones are enlarged. */
    public static BufferedImage of(Tensor map, Shading shading) {
        return enlarged(plain(map, shading));
    }

    /** A picture of each channel of a map; a vector is one picture, row by row. */
    public static List<BufferedImage> channels(Tensor tensor, Shading shading) {
        Shape shape = tensor.shape();
        if (!shape.isMap()) {
            return List.of(of(new Tensor(Shape.map(1, Math.ceilDiv(shape.size(), VECTOR_COLUMNS), VECTOR_COLUMNS),
                    Arrays.copyOf(tensor.values(), Math.ceilDiv(shape.size(), VECTOR_COLUMNS) * VECTOR_COLUMNS)), shading));
        }
        int area = shape.height() * shape.width();
        return IntStream.range(0, shape.channels()).mapToObj(channel -> of(new Tensor(Shape.map(1, shape.height(), shape.width()),
                Arrays.copyOfRange(tensor.values(), channel * area, (channel + 1) * area)), shading)).toList();
    }

    /** An image under a coloured veil that shows a map of any size, stretched over it. */
    public static BufferedImage veiled(Tensor image, Tensor map) {
        BufferedImage below = plain(image, Shading.GREY);
        BufferedImage veil = plain(map, Shading.HEAT);
        for (int y = 0; y < below.getHeight(); y++) {
            for (int x = 0; x < below.getWidth(); x++) {
                Color seen = new Color(below.getRGB(x, y));
                Color over = new Color(veil.getRGB(x * veil.getWidth() / below.getWidth(), y * veil.getHeight() / below.getHeight()));
                below.setRGB(x, y, Shading.packed(mixed(seen.getRed(), over.getRed()), mixed(seen.getGreen(), over.getGreen()),
                        mixed(seen.getBlue(), over.getBlue())));
            }
        }
        return enlarged(below);
    }

    private static double mixed(int seen, int over) {
        return ((1 - VEIL) * seen + VEIL * over) / 255;
    }

    private static BufferedImage plain(Tensor map, Shading shading) {
        Shape shape = map.shape();
        DoubleSummaryStatistics range = new DoubleSummaryStatistics();
        for (float value : map.values()) {
            if (Float.isFinite(value)) {
                range.accept(value);
            }
        }
        BufferedImage picture = new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_INT_RGB);
        int area = shape.height() * shape.width();
        for (int i = 0; i < area; i++) {
            picture.setRGB(i % shape.width(), i / shape.width(), shape.channels() == 3 ? colour(map.values(), i, area, range)
                    : shading.rgb(map.values()[i], range.getMin(), range.getMax()));
        }
        return picture;
    }

    private static int colour(float[] values, int at, int area, DoubleSummaryStatistics range) {
        double extent = Math.max(range.getMax() - range.getMin(), Float.MIN_NORMAL);
        return Shading.packed((values[at] - range.getMin()) / extent, (values[at + area] - range.getMin()) / extent,
                (values[at + 2 * area] - range.getMin()) / extent);
    }

    private static BufferedImage enlarged(BufferedImage picture) {
        int scale = Math.max(1, SIDE / Math.max(picture.getWidth(), picture.getHeight()));
        BufferedImage large = new BufferedImage(picture.getWidth() * scale, picture.getHeight() * scale, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = large.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        graphics.drawImage(picture, 0, 0, large.getWidth(), large.getHeight(), null);
        graphics.dispose();
        return large;
    }
}
