package systole.models.augment;

import java.util.random.RandomGenerator;
import systole.graph.Shape;
import systole.nn.Augmentation;
import systole.nn.Tensor;

/**
 * Puts a border of zeros around an image and cuts a piece of the image's size out anywhere, as is usual with CIFAR (He et al., 2016).
 *
 * @param border pixels on each side
 */
public record RandomCrop(int border) implements Augmentation {
    public RandomCrop {
        Limits.require("a crop", border);
    }

    @Override
    public Tensor apply(Tensor image, RandomGenerator random) {
        Shape shape = Resampling.requireMap(image).shape();
        int right = random.nextInt(2 * border + 1) - border;
        int down = random.nextInt(2 * border + 1) - border;
        Tensor result = Tensor.zeros(shape);
        int from = Math.max(0, -right);
        int count = Math.min(shape.width(), shape.width() - right) - from;
        for (int row = 0; row < shape.channels() * shape.height() && count > 0; row++) {
            int y = row % shape.height() + down;
            if (y >= 0 && y < shape.height()) {
                System.arraycopy(image.values(), (row + down) * shape.width() + from + right, result.values(), row * shape.width() + from, count);
            }
        }
        return result;
    }
}
