package systole.models.augment;

import java.util.random.RandomGenerator;
import systole.nn.Augmentation;
import systole.nn.Tensor;

/**
 * Makes each channel stronger or weaker by itself, as light of another colour does.
 *
 * @param limit of the share by which a channel grows or shrinks
 */
public record ColourJitter(double limit) implements Augmentation {
    public ColourJitter {
        Limits.require("a colour jitter", limit);
    }

    @Override
    public Tensor apply(Tensor image, RandomGenerator random) {
        Tensor result = new Tensor(image.shape(), image.values().clone());
        int area = image.values().length / image.shape().channels();
        for (int channel = 0; channel < image.shape().channels(); channel++) {
            Tone.change(result.values(), channel * area, (channel + 1) * area, 1 + Limits.upTo(limit, random), 0);
        }
        return result;
    }
}
