package systole.models.data;

import java.util.random.RandomGenerator;
import systole.nn.Augmentation;
import systole.nn.Tensor;

/**
 * Rotates, scales, shears and shifts square images by chance, evenly up to these limits; read with bilinear interpolation, 0 outside.
 *
 * @param degrees of rotation, either way
 * @param scale share by which width and height each grow or shrink
 * @param shear columns a row, either way
 * @param shift pixels in x and in y, either way
 */
public record AffineJitter(double degrees, double scale, double shear, double shift) implements Augmentation {
    /** Limits within which a handwritten digit stays the same digit. */
    public static final AffineJitter DIGITS = new AffineJitter(12, 0.12, 0.2, 1.5);

    @Override
    public Tensor apply(Tensor tensor, RandomGenerator random) {
        float[] image = tensor.values();
        int side = (int) Math.round(Math.sqrt(image.length));
        if (side * side != image.length) {
            throw new IllegalArgumentException("an image of %d values is not square".formatted(image.length));
        }
        double angle = Math.toRadians(upTo(degrees, random));
        double scaleX = 1 + upTo(scale, random);
        double scaleY = 1 + upTo(scale, random);
        double slant = upTo(shear, random);
        double middle = (side - 1) / 2.0;
        double shiftX = middle + upTo(shift, random);
        double shiftY = middle + upTo(shift, random);
        float[] result = new float[image.length];
        for (int i = 0; i < result.length; i++) {
            double dy = (i / side - middle) * scaleY;
            double dx = (i % side - middle) * scaleX + slant * dy;
            double x = dx * Math.cos(angle) - dy * Math.sin(angle) + shiftX;
            double y = dx * Math.sin(angle) + dy * Math.cos(angle) + shiftY;
            result[i] = interpolate(image, side, x, y);
        }
        return new Tensor(tensor.shape(), result);
    }

    private static double upTo(double limit, RandomGenerator random) {
        return limit * (2 * random.nextDouble() - 1);
    }

    private static float interpolate(float[] image, int side, double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double fx = x - left;
        double fy = y - top;
        return (float) ((1 - fy) * ((1 - fx) * at(image, side, left, top) + fx * at(image, side, left + 1, top))
                + fy * ((1 - fx) * at(image, side, left, top + 1) + fx * at(image, side, left + 1, top + 1)));
    }

    private static float at(float[] image, int side, int x, int y) {
        return x < 0 || y < 0 || x >= side || y >= side ? 0 : image[y * side + x];
    }
}
