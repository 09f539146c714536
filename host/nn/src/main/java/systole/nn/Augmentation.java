package systole.nn;

import java.util.random.RandomGenerator;

/** Varies images for training. */
@FunctionalInterface
public interface Augmentation {
    /** Leaves images as they are. */
    Augmentation NONE = (image, _) -> image;

    /** A variant of an image, of the same shape; the image itself stays as it is. The random generator is the only source of chance. */
    Tensor apply(Tensor image, RandomGenerator random);

    /** This one and then another. */
    default Augmentation then(Augmentation next) {
        return (image, random) -> next.apply(apply(image, random), random);
    }
}
