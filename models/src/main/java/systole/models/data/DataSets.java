package systole.models.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import systole.graph.Shape;

/** Finds out what data a name or a folder stands for, and reads it. */
public final class DataSets {
    /** The name of the digits that the project draws by itself. */
    public static final String DRAWN = "drawn";

    private DataSets() {
    }

    /**
     * Reads one data set, or several with commas between.
     *
     * @param source each {@code drawn}, or a folder: idx files (MNIST, Fashion-MNIST), CIFAR's binary files, or images in one folder for each class
     * @param shape of the network's input, to which image files are brought
     * @throws DataException with one line that names what is wrong
     */
    public static ImageSplit read(String source, Shape shape, Unreadable unreadable) {
        return Arrays.stream(source.split(",")).map(one -> readOne(one.strip(), shape, unreadable)).reduce(ImageSplit::and).orElseThrow(
                () -> new DataException("'%s' names no data".formatted(source)));
    }

    private static ImageSplit readOne(String source, Shape shape, Unreadable unreadable) {
        if (source.equals(DRAWN)) {
            return DrawnDigits.split();
        }
        Path folder = Path.of(source);
        if (!Files.isDirectory(folder)) {
            throw new DataException("there is no folder %s, and no data set of that name; there is: %s".formatted(source, DRAWN));
        }
        for (Cifar cifar : Cifar.values()) {
            if (cifar.isIn(folder)) {
                return cifar.read(folder);
            }
        }
        return Mnist.isIn(folder) ? Mnist.read(folder).split() : new ImageFolder(folder, shape, unreadable).read();
    }
}
