package systole.models.data;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import systole.graph.Shape;

/**
 * Random images with some of what photographs have: areas and textures of one colour, most of their power in low frequencies, and a little noise.
 * Each is a sum of plane waves, blobs and white noise, brought to mean 0 and variance 1.
 */
public final class SmoothImages {
    private static final int WAVES = 8;
    private static final int BLOBS = 6;
    private static final double HIGHEST_FREQUENCY = 16;
    private static final double NOISE = 0.2;

    private SmoothImages() {
    }

    /** The brightness that a wave or a blob adds at a point; both coordinates run from 0 to 1. */
    @FunctionalInterface
    private interface Pattern {
        double at(double y, double x);
    }

    /**
     * So many images of a map's shape; image i of a seed is the same however many are asked for.
     *
     * @return values in (channel, y, x) order
     */
    public static List<float[]> of(Shape shape, int count, long seed) {
        SplittableRandom seeds = new SplittableRandom(seed);
        List<float[]> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            images.add(standardised(image(shape, seeds.split())));
        }
        return images;
    }

    private static double[] image(Shape shape, RandomGenerator random) {
        double[] values = random.doubles(shape.size()).map(uniform -> NOISE * (2 * uniform - 1)).toArray();
        for (int i = 0; i < WAVES; i++) {
            add(wave(random), colour(shape, random), shape, values);
        }
        for (int i = 0; i < BLOBS; i++) {
            add(blob(random), colour(shape, random), shape, values);
        }
        return values;
    }

    /** Its amplitude falls with its frequency. */
    private static Pattern wave(RandomGenerator random) {
        double frequency = Math.exp(random.nextDouble() * Math.log(HIGHEST_FREQUENCY));
        double direction = random.nextDouble() * Math.PI;
        double phase = random.nextDouble() * 2 * Math.PI;
        double down = 2 * Math.PI * frequency * Math.sin(direction);
        double across = 2 * Math.PI * frequency * Math.cos(direction);
        return (y, x) -> Math.sin(down * y + across * x + phase) / frequency;
    }

    private static Pattern blob(RandomGenerator random) {
        double centreY = random.nextDouble();
        double centreX = random.nextDouble();
        double radius = random.nextDouble(0.05, 0.3);
        return (y, x) -> Math.exp(-((y - centreY) * (y - centreY) + (x - centreX) * (x - centreX)) / (2 * radius * radius));
    }

    private static double[] colour(Shape shape, RandomGenerator random) {
        return random.doubles(shape.channels(), -1, 1).toArray();
    }

    private static void add(Pattern pattern, double[] colour, Shape shape, double[] values) {
        int pixels = shape.height() * shape.width();
        for (int pixel = 0; pixel < pixels; pixel++) {
            double brightness = pattern.at((double) (pixel / shape.width()) / shape.height(), (double) (pixel % shape.width()) / shape.width());
            for (int channel = 0; channel < colour.length; channel++) {
                values[channel * pixels + pixel] += colour[channel] * brightness;
            }
        }
    }

    private static float[] standardised(double[] values) {
        double mean = IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElseThrow();
        double variance = IntStream.range(0, values.length).mapToDouble(i -> (values[i] - mean) * (values[i] - mean)).average().orElseThrow();
        float[] standardised = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            standardised[i] = (float) ((values[i] - mean) / Math.sqrt(variance));
        }
        return standardised;
    }
}
