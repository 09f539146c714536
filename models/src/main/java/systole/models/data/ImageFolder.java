package systole.models.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import systole.graph.Shape;

/**
 * PNG and JPEG files in folders, a folder for each class; classes are numbered in the order of the folders' names. Where there are folders
 * {@code train} and {@code test}, each with all classes, they are the two parts; else every fifth image is for measuring.
 *
 * @param folder with a folder for each class, or for each part
 * @param shape to which every image is brought: 1 channel makes it grey, 3 are red, green and blue; a piece in its middle is scaled to the size
 */
public record ImageFolder(Path folder, Shape shape, Unreadable unreadable) {
    private static final int MEASURED = 5;
    private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg");

    public ImageFolder {
        if (!shape.isMap() || shape.channels() != 1 && shape.channels() != 3) {
            throw new DataException("image files make 1xHxW or 3xHxW, not " + shape);
        }
    }

    /** Reads all images; throws {@link DataException} with one line where that cannot be done. */
    public ImageSplit read() {
        Path train = folder.resolve("train");
        Path test = folder.resolve("test");
        List<String> skipped = new ArrayList<>();
        if (!Files.isDirectory(train) || !Files.isDirectory(test)) {
            PixelImages all = images(folder, skipped);
            return new ImageSplit(part(all, index -> index % MEASURED < MEASURED - 1),
                    part(all, index -> index % MEASURED == MEASURED - 1), skipped);
        }
        if (!names(classes(train)).equals(names(classes(test)))) {
            throw new DataException("%s and %s do not have the same classes: %s and %s"
                    .formatted(train, test, names(classes(train)), names(classes(test))));
        }
        return new ImageSplit(images(train, skipped), images(test, skipped), skipped);
    }

    private PixelImages images(Path parent, List<String> skipped) {
        List<byte[]> pixels = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        List<Path> classes = classes(parent);
        for (int label = 0; label < classes.size(); label++) {
            for (Path file : entries(classes.get(label), ImageFolder::isPicture)) {
                try {
                    pixels.add(PixelPlanes.of(PictureFile.read(file), shape));
                    labels.add(label);
                } catch (DataException e) {
                    unreadable.found(e, skipped);
                }
            }
        }
        if (pixels.isEmpty()) {
            throw new DataException("%s has no image that can be read: PNG and JPEG files are looked for in one folder for each class"
                    .formatted(parent));
        }
        return new PixelImages(shape, pixels, labels);
    }

    private static PixelImages part(PixelImages all, Predicate<Integer> wanted) {
        List<Integer> indices = IntStream.range(0, all.size()).boxed().filter(wanted).toList();
        return new PixelImages(all.shape(), indices.stream().map(all.pixels()::get).toList(), indices.stream().map(all.labels()::get).toList());
    }

    private static boolean isPicture(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return Files.isRegularFile(file) && ENDINGS.stream().anyMatch(name::endsWith);
    }

    private static List<String> names(List<Path> folders) {
        return folders.stream().map(path -> path.getFileName().toString()).toList();
    }

    private static List<Path> classes(Path parent) {
        List<Path> classes = entries(parent, Files::isDirectory);
        if (classes.isEmpty()) {
            throw new DataException("%s has no folders: images lie in one folder for each class".formatted(parent));
        }
        return classes;
    }

    private static List<Path> entries(Path parent, Predicate<Path> wanted) {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(wanted).sorted().toList();
        } catch (IOException e) {
            throw new DataException("%s cannot be read: %s".formatted(parent, e.getMessage()));
        }
    }
}
