package systole.models.augment;

import java.util.random.RandomGenerator;
import systole.nn.Augmentation;
import systole.nn.Tensor;

/**
 * Multiplies all values' distance from their mean.
 *
 * @param limit of the share by which the distance grows or shrinks
 */
public record Contrast(double limit) implements Augmentation {
    public Contrast {
        Limits.require("contrast", limit);
    }

    @Override
    public Tensor apply(Tensor image, RandomGenerator random) {
        double sum = 0;
        for (float value : image.values()) {
            sum += value;
        }
        double factor = 1 + Limits.upTo(limit, random);
        return Tone.of(image, factor, (1 - factor) * sum / image.values().length);
    }
}
