package systole.models.augment;

import java.util.random.RandomGenerator;
import systole.graph.Shape;
import systole.nn.Augmentation;
import systole.nn.Tensor;

/**
 * Bends images as a trembling hand does (Simard, Steinkraus and Platt, 2003): every pixel is displaced by chance, and the displacements are smoothed.
 *
 * @param strength what the smoothed displacements, which are evenly from -1 to 1 before, are multiplied with; in pixels
 * @param smoothness standard deviation of the Gaussian that smooths them, in pixels; above 0
 */
public record Elastic(double strength, double smoothness) implements Augmentation {
    /** The paper's best for digits of 28 x 28 pixels. */
    public static final Elastic DIGITS = new Elastic(34, 4);

    public Elastic {
        Limits.require("an elastic distortion", strength, smoothness);
        if (smoothness == 0) {
            throw new IllegalArgumentException("the smoothness of an elastic distortion must be above 0");
        }
    }

    @Override
    public Tensor apply(Tensor image, RandomGenerator random) {
        Shape shape = Resampling.requireMap(image).shape();
        double[] right = displacements(shape, random);
        double[] down = displacements(shape, random);
        return Resampling.of(image, (x, y, from) -> {
            int pixel = y * shape.width() + x;
            from.at(x + right[pixel], y + down[pixel]);
        });
    }

    private double[] displacements(Shape shape, RandomGenerator random) {
        double[] chance = new double[shape.height() * shape.width()];
        for (int i = 0; i < chance.length; i++) {
            chance[i] = Limits.upTo(strength, random);
        }
        return smoothed(smoothed(chance, shape.height(), shape.width(), 1), shape.width(), shape.height(), shape.width());
    }

    /**
     * Smooths along lines; nothing comes from outside.
     *
     * @param lines how many
     * @param length values of a line
     * @param step from one value of a line to the next; lines are 1 apart where it is not 1
     */
    private double[] smoothed(double[] values, int lines, int length, int step) {
        double[] kernel = kernel();
        int reach = kernel.length / 2;
        double[] result = new double[values.length];
        for (int line = 0; line < lines; line++) {
            int start = step == 1 ? line * length : line;
            for (int to = 0; to < length; to++) {
                double sum = 0;
                for (int from = Math.max(0, to - reach); from <= Math.min(length - 1, to + reach); from++) {
                    sum += kernel[from - to + reach] * values[start + from * step];
                }
                result[start + to * step] = sum;
            }
        }
        return result;
    }

    private double[] kernel() {
        int reach = (int) Math.ceil(3 * smoothness);
        double[] kernel = new double[2 * reach + 1];
        double sum = 0;
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = Math.exp(-(i - reach) * (i - reach) / (2 * smoothness * smoothness));
            sum += kernel[i];
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] /= sum;
        }
        return kernel;
    }
}
