package systole.models.augment;

import java.util.random.RandomGenerator;
import systole.nn.Augmentation;
import systole.nn.Tensor;

/**
 * Adds the same to all values.
 *
 * @param limit of what is added or taken away, in the image's units
 */
public record Brightness(double limit) implements Augmentation {
    public Brightness {
        Limits.require("brightness", limit);
    }

    @Override
    public Tensor apply(Tensor image, RandomGenerator random) {
        return Tone.of(image, 1, Limits.upTo(limit, random));
    }
}
