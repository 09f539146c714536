package systole.models.augment;

import java.util.random.RandomGenerator;
import systole.nn.Augmentation;
import systole.nn.Tensor;

/**
 * Swaps left and right.
 *
 * @param probability of doing so, 0 to 1
 */
public record HorizontalFlip(double probability) implements Augmentation {
    public HorizontalFlip {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a flip's probability must be from 0 to 1, not " + probability);
        }
    }

    @Override
    public Tensor apply(Tensor image, RandomGenerator random) {
        if (random.nextDouble() >= probability) {
            return image;
        }
        int width = Resampling.requireMap(image).shape().width();
        Tensor flipped = Tensor.zeros(image.shape());
        for (int i = 0; i < flipped.values().length; i++) {
            int x = i % width;
            flipped.values()[i] = image.values()[i - x + width - 1 - x];
        }
        return flipped;
    }
}
