package systole.models.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * MNIST, Fashion-MNIST and what has the same files. Where the training files are missing, the test files are split: of MNIST's 10,000 test
 * images this project trains on the first 8,000 and measures on the last 2,000.
 *
 * @param training images to train on
 * @param test images to measure on
 */
public record Mnist(LabelledImages training, LabelledImages test) {
    private static final int TRAINING_PERCENT = 80;

    /**
     * Reads {@code t10k-images-idx3-ubyte}, {@code t10k-labels-idx1-ubyte} and, where they are, {@code train-...}, each plain or {@code .gz}, from a
     * folder.
     */
    public static Mnist read(Path folder) {
        LabelledImages test = images(folder, "t10k");
        if (Files.exists(file(folder, "train", "images-idx3"))) {
            return new Mnist(images(folder, "train"), test);
        }
        int training = (int) ((long) test.size() * TRAINING_PERCENT / 100);
        return new Mnist(test.range(0, training), test.range(training, test.size()));
    }

    /** Whether a folder has such files. */
    static boolean isIn(Path folder) {
        return Files.exists(file(folder, "t10k", "images-idx3"));
    }

    /** As a data set like others. */
    ImageSplit split() {
        return new ImageSplit(PixelImages.of(training), PixelImages.of(test));
    }

    private static LabelledImages images(Path folder, String part) {
        List<GreyImage> images = Idx.images(file(folder, part, "images-idx3"));
        return new LabelledImages(images, Idx.labels(file(folder, part, "labels-idx1")));
    }

    private static Path file(Path folder, String part, String what) {
        Path plain = folder.resolve("%s-%s-ubyte".formatted(part, what));
        return Files.exists(plain) ? plain : folder.resolve(plain.getFileName() + ".gz");
    }
}
