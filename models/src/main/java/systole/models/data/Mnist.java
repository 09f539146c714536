package systole.models.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * MNIST's 10,000 test images, of which this project trains on the first 8,000 and measures on the last 2,000.
 *
 * @param training images 0-7999
 * @param test images 8000-9999
 */
public record Mnist(LabelledImages training, LabelledImages test) {
    private static final int TRAINING = 8_000;
    private static final int IMAGES = 10_000;

    /** Reads {@code t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte}, each plain or {@code .gz}, from a folder. */
    public static Mnist read(Path folder) {
        List<GreyImage> images = Idx.images(file(folder, "t10k-images-idx3-ubyte"));
        LabelledImages all = new LabelledImages(images, Idx.labels(file(folder, "t10k-labels-idx1-ubyte")));
        return new Mnist(all.range(0, TRAINING), all.range(TRAINING, IMAGES));
    }

    private static Path file(Path folder, String name) {
        Path plain = folder.resolve(name);
        return Files.exists(plain) ? plain : folder.resolve(name + ".gz");
    }
}
