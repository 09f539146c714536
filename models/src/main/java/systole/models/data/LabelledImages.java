package systole.models.data;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Pictures with their classes.
 *
 * @param images the pictures
 * @param labels as many classes, from 0
 */
public record LabelledImages(List<GreyImage> images, List<Integer> labels) {
    public LabelledImages {
        images = List.copyOf(images);
        labels = List.copyOf(labels);
        if (images.size() != labels.size()) {
            throw new DataException("%d images do not match %d labels".formatted(images.size(), labels.size()));
        }
    }

    /** How many there are. */
    public int size() {
        return images.size();
    }

    /** Those from one index to before another. */
    public LabelledImages range(int from, int to) {
        if (from < 0 || from > to || to > size()) {
            throw new DataException("images %d to %d are not among the %d that there are".formatted(from, to, size()));
        }
        return new LabelledImages(images.subList(from, to), labels.subList(from, to));
    }

    /** These and then the others. */
    public LabelledImages and(LabelledImages others) {
        return new LabelledImages(Stream.concat(images.stream(), others.images.stream()).toList(),
                Stream.concat(labels.stream(), others.labels.stream()).toList());
    }

    /** Throws {@link DataException} where a label is not below the number of classes. */
    public LabelledImages requireClasses(int classes) {
        IntStream.range(0, size()).filter(index -> labels.get(index) >= classes).findFirst().ifPresent(index -> {
            throw new DataException("label %d of image %d is not one of %d classes".formatted(labels.get(index), index, classes));
        });
        return this;
    }
}
