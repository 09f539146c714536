package systole.models.augment;

import java.util.random.RandomGenerator;
import systole.nn.Augmentation;
import systole.nn.Tensor;

/**
 * Rotates, scales, shears and shifts images by chance, evenly up to these limits and in one step, so that they are blurred only once.
 *
 * @param degrees of rotation, either way
 * @param scale share by which width and height each grow or shrink
 * @param shear columns a row, either way
 * @param shift pixels in x and in y, either way
 */
public record AffineJitter(double degrees, double scale, double shear, double shift) implements Augmentation {
    /** Limits within which a handwritten digit stays the same digit. */
    public static final AffineJitter DIGITS = new AffineJitter(12, 0.12, 0.2, 1.5);

    public AffineJitter {
        Limits.require("an affine jitter", degrees, scale, shear, shift);
    }

    /** Rotation alone. */
    public static AffineJitter rotation(double degrees) {
        return new AffineJitter(degrees, 0, 0, 0);
    }

    /** Scaling alone. */
    public static AffineJitter scaling(double share) {
        return new AffineJitter(0, share, 0, 0);
    }

    /** Translation alone. */
    public static AffineJitter translation(double pixels) {
        return new AffineJitter(0, 0, 0, pixels);
    }

    @Override
    public Tensor apply(Tensor image, RandomGenerator random) {
        double angle = Math.toRadians(Limits.upTo(degrees, random));
        double scaleX = 1 + Limits.upTo(scale, random);
        double scaleY = 1 + Limits.upTo(scale, random);
        double slant = Limits.upTo(shear, random);
        double middleX = (image.shape().width() - 1) / 2.0;
        double middleY = (image.shape().height() - 1) / 2.0;
        double shiftX = middleX + Limits.upTo(shift, random);
        double shiftY = middleY + Limits.upTo(shift, random);
        return Resampling.of(image, (x, y, from) -> {
            double dy = (y - middleY) * scaleY;
            double dx = (x - middleX) * scaleX + slant * dy;
            from.at(dx * Math.cos(angle) - dy * Math.sin(angle) + shiftX, dx * Math.sin(angle) + dy * Math.cos(angle) + shiftY);
        });
    }
}
