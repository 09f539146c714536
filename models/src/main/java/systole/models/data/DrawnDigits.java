package systole.models.data;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import systole.models.data.DigitStrokes.Point;
import systole.models.data.DigitStrokes.Stroke;
import systole.models.data.Pen.Segment;

/**
 * Handwritten-looking digits that the project draws by itself, in MNIST's form (see {@link DigitFrame}): a way of writing chosen by chance, its
 * points moved a little, the whole rotated, sheared and stretched, drawn with a pen of some width, shifted, and sprinkled with noise.
 */
public final class DrawnDigits {
    /** The series that is measured on; training draws from another. */
    public static final long HELD_OUT_SEED = 2;
    /** How many digits of that series are measured. */
    public static final int HELD_OUT = 2_000;

    private static final long TRAINING_SEED = 1;
    private static final int TRAINING = 12_000;

    private DrawnDigits() {
    }

    /** As a data set like others: 12,000 digits for training, 2,000 for measuring. */
    public static ImageSplit split() {
        return new ImageSplit(PixelImages.of(of(TRAINING_SEED, TRAINING)), PixelImages.of(of(HELD_OUT_SEED, HELD_OUT)));
    }

    /** The first images of the endless series that a seed stands for; labels go round from 0 to 9. */
    public static LabelledImages of(long seed, int count) {
        return new LabelledImages(
                IntStream.range(0, count).parallel().mapToObj(index -> draw(index % 10, random(seed, index))).toList(),
                IntStream.range(0, count).mapToObj(index -> index % 10).toList());
    }

    /** Each image has its own generator, so that it does not depend on how many are drawn. */
    private static RandomGenerator random(long seed, int index) {
        return new SplittableRandom(new SplittableRandom(seed).nextLong() + index);
    }

    private static GreyImage draw(int digit, RandomGenerator random) {
        List<List<Stroke>> variants = DigitStrokes.of(digit);
        List<Stroke> strokes = variants.get(random.nextInt(variants.size())).stream().map(stroke -> trembling(stroke, random)).toList();
        List<Segment> segments = map(Pen.segments(strokes), posture(random));
        double radius = random.nextDouble(0.7, 1.9);
        segments = framed(segments, radius, random.nextGaussian(0, 0.6), random.nextGaussian(0, 0.6));
        return noisy(Pen.draw(segments, radius, DigitFrame.SIDE), random.nextDouble(0, 16), random);
    }

    private static Stroke trembling(Stroke stroke, RandomGenerator random) {
        return new Stroke(stroke.smooth(), stroke.points().stream()
                .map(point -> new Point(point.x() + random.nextGaussian(0, 3.5), point.y() + random.nextGaussian(0, 3.5))).toList());
    }

    private static UnaryOperator<Point> posture(RandomGenerator random) {
        double angle = Math.toRadians(random.nextGaussian(0, 7));
        double shear = random.nextGaussian(-0.1, 0.18);
        double stretch = random.nextDouble(0.7, 1.2);
        return point -> {
            double x = stretch * point.x() + shear * point.y();
            return new Point(x * Math.cos(angle) - point.y() * Math.sin(angle), x * Math.sin(angle) + point.y() * Math.cos(angle));
        };
    }

    /** Scaled so that pen and all fit the box, with the strokes' centre of mass in the middle but for a shift in pixels. */
    private static List<Segment> framed(List<Segment> segments, double radius, double shiftX, double shiftY) {
        double scale = (DigitFrame.BOX - 2 * radius) / Math.max(extent(segments, Point::x), extent(segments, Point::y));
        double length = segments.stream().mapToDouble(Segment::length).sum();
        double centreX = segments.stream().mapToDouble(s -> s.length() * (s.from().x() + s.to().x()) / 2).sum() / length;
        double centreY = segments.stream().mapToDouble(s -> s.length() * (s.from().y() + s.to().y()) / 2).sum() / length;
        double middle = DigitFrame.SIDE / 2.0;
        return map(segments, point -> new Point(
                middle + shiftX + scale * (point.x() - centreX), middle + shiftY + scale * (point.y() - centreY)));
    }

    private static double extent(List<Segment> segments, ToDoubleFunction<Point> coordinate) {
        var range = segments.stream().flatMap(segment -> Stream.of(segment.from(), segment.to()))
                .mapToDouble(coordinate).summaryStatistics();
        return range.getMax() - range.getMin();
    }

    private static GreyImage noisy(GreyImage image, double deviation, RandomGenerator random) {
        byte[] pixels = new byte[image.pixels().length];
        for (int i = 0; i < pixels.length; i++) {
            long value = Math.round(Byte.toUnsignedInt(image.pixels()[i]) + random.nextGaussian() * deviation);
            pixels[i] = (byte) Math.clamp(value, 0, 255);
        }
        return new GreyImage(image.width(), image.height(), pixels);
    }

    private static List<Segment> map(List<Segment> segments, UnaryOperator<Point> change) {
        return segments.stream().map(segment -> segment.map(change)).toList();
    }
}
