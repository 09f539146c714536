package systole.nn;

import java.util.random.RandomGenerator;

/** Varies images for training. */
@FunctionalInterface
public interface Augmentation {
    /** Leaves images as they are. */
    Augmentation NONE = (image, _) -> image;

    /** A variant of an image, of the same shape; the random generator is the only source of chance. */
    float[] apply(float[] image, RandomGenerator random);
}
