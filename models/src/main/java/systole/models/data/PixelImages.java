package systole.models.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import systole.graph.Shape;

/**
 * Labelled images of one shape, grey or in colour.
 *
 * @param shape (channels, height, width)
 * @param pixels of each image, unsigned, in the order of the shape; not to be changed
 * @param labels as many classes, from 0
 */
public record PixelImages(Shape shape, List<byte[]> pixels, List<Integer> labels) {
    public PixelImages {
        pixels = List.copyOf(pixels);
        labels = List.copyOf(labels);
        if (pixels.size() != labels.size()) {
            throw new DataException("%d images do not match %d labels".formatted(pixels.size(), labels.size()));
        }
        for (int i = 0; i < pixels.size(); i++) {
            if (pixels.get(i).length != shape.size()) {
                throw new DataException("image %d has %d values, and not the %d of %s".formatted(i, pixels.get(i).length, shape.size(), shape));
            }
        }
    }

    /** Grey images, which must have one size. */
    public static PixelImages of(LabelledImages images) {
        if (images.size() == 0) {
            throw new DataException("there are no images");
        }
        GreyImage first = images.images().getFirst();
        return new PixelImages(Shape.map(1, first.height(), first.width()),
                images.images().stream().map(GreyImage::pixels).toList(), images.labels());
    }

    /**
     * A picture in a PNG or JPEG file, with label 0; throws {@link DataException} with one line where it cannot be read.
     *
     * @param shape (1 or 3, height, width) to which a piece in its middle is brought
     */
    public static PixelImages read(Path file, Shape shape) {
        if (!Files.isRegularFile(file)) {
            throw new DataException("there is no picture " + file);
        }
        return new PixelImages(shape, List.of(PixelPlanes.of(PictureFile.read(file), shape)), List.of(0));
    }

    /** How many there are. */
    public int size() {
        return pixels.size();
    }

    /** Those from one index to before another; throws {@link DataException} where they are not there. */
    public PixelImages range(int from, int to) {
        if (from < 0 || from > to || to > size()) {
            throw new DataException("images %d to %d are not among the %d that there are".formatted(from, to, size()));
        }
        return new PixelImages(shape, pixels.subList(from, to), labels.subList(from, to));
    }

    /** These and then others of the same shape. */
    public PixelImages and(PixelImages others) {
        if (!shape.equals(others.shape)) {
            throw new DataException("images of %s and of %s cannot make one data set".formatted(shape, others.shape));
        }
        return new PixelImages(shape, Stream.concat(pixels.stream(), others.pixels.stream()).toList(),
                Stream.concat(labels.stream(), others.labels.stream()).toList());
    }

    /** These, if a network reads them and knows their classes; throws {@link DataException} that names what does not fit. */
    public PixelImages requireFit(Shape input, int classes) {
        if (!shape.equals(input)) {
            throw new DataException("the network reads images of %s, and these are %s".formatted(input, shape));
        }
        IntStream.range(0, size()).filter(index -> labels.get(index) < 0 || labels.get(index) >= classes).findFirst().ifPresent(index -> {
            throw new DataException("label %d of image %d is not one of %d classes".formatted(labels.get(index), index, classes));
        });
        return this;
    }
}
