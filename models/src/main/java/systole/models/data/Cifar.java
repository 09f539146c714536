package systole.models.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import systole.graph.Shape;

/**
 * CIFAR-10 and CIFAR-100 in their binary version (Krizhevsky, 2009): files of records without a header.
 *
 * <pre>
 * CIFAR-10:  label, 1 byte                              then 3072 bytes: 32x32 pixels of red, of green, of blue, row by row
 * CIFAR-100: coarse label, 1 byte; fine label, 1 byte   then the same
 * </pre>
 */
public enum Cifar {
    TEN(1, 10, IntStream.rangeClosed(1, 5).mapToObj("data_batch_%d.bin"::formatted).toList(), "test_batch.bin"),
    /** By the fine labels. */
    HUNDRED(2, 100, List.of("train.bin"), "test.bin");

    private static final Shape SHAPE = Shape.map(3, 32, 32);
    /** Ten times the largest file; more is none of these. */
    private static final long LARGEST = 1_600_000_000;

    private final int labelBytes;
    private final int classes;
    private final List<String> trainingFiles;
    private final String testFile;

    Cifar(int labelBytes, int classes, List<String> trainingFiles, String testFile) {
        this.labelBytes = labelBytes;
        this.classes = classes;
        this.trainingFiles = trainingFiles;
        this.testFile = testFile;
    }

    /** Whether a folder has its files. */
    boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(testFile));
    }

    /** All of a folder; throws {@link DataException} with one line that names the file. */
    public ImageSplit read(Path folder) {
        PixelImages training = trainingFiles.stream().map(name -> images(folder.resolve(name))).reduce(PixelImages::and).orElseThrow();
        return new ImageSplit(training, images(folder.resolve(testFile)));
    }

    private PixelImages images(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new DataException("there is no file " + file);
        }
        try {
            return parse(file, Files.size(file) <= LARGEST ? Files.readAllBytes(file) : new byte[0]);
        } catch (IOException e) {
            throw new DataException("%s cannot be read: %s".formatted(file, e.getMessage()));
        }
    }

    private PixelImages parse(Path file, byte[] bytes) {
        int size = labelBytes + SHAPE.size();
        if (bytes.length == 0 || bytes.length % size != 0) {
            throw new DataException("%s has %,d bytes, and not a multiple of %,d: it is truncated or no file of CIFAR-%d"
                    .formatted(file, file.toFile().length(), size, classes));
        }
        List<byte[]> pixels = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += size) {
            int label = Byte.toUnsignedInt(bytes[at + labelBytes - 1]);
            if (label >= classes) {
                throw new DataException("%s gives image %d the label %d; CIFAR-%d has 0 to %d"
                        .formatted(file, at / size, label, classes, classes - 1));
            }
            labels.add(label);
            pixels.add(Arrays.copyOfRange(bytes, at + labelBytes, at + size));
        }
        return new PixelImages(SHAPE, pixels, labels);
    }
}
