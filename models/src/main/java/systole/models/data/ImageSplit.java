package systole.models.data;

import java.util.List;
import java.util.stream.Stream;

/**
 * A data set's images for training and those for measuring, which training does not see.
 *
 * @param skipped one line for each file that could not be read
 */
public record ImageSplit(PixelImages training, PixelImages test, List<String> skipped) {
    /** Where all could be read. */
    ImageSplit(PixelImages training, PixelImages test) {
        this(training, test, List.of());
    }

    /** These and then others; both parts by themselves. */
    public ImageSplit and(ImageSplit others) {
        return new ImageSplit(training.and(others.training), test.and(others.test),
                Stream.concat(skipped.stream(), others.skipped.stream()).toList());
    }
}
