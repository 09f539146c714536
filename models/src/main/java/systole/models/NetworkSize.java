package systole.models;

/**
 * How large a network of the zoo is built.
 *
 * @param input rows and columns of its images, 1 to 4,096
 * @param width factor of its channels and hidden units, above 0 and at most 16; the published network has 1
 * @param classes outputs, 1 to 100,000: classes, actions, or channels of a map of scores
 */
public record NetworkSize(int input, double width, int classes) {
    private static final int LARGEST_INPUT = 4096;
    private static final double LARGEST_WIDTH = 16;
    private static final int MOST_CLASSES = 100_000;

    /** Throws {@link IllegalArgumentException} that names the value which is out of range. */
    public NetworkSize {
        if (input < 1 || input > LARGEST_INPUT) {
            throw new IllegalArgumentException("a network's input size must be from 1 to %d, not %d".formatted(LARGEST_INPUT, input));
        }
        if (!(width > 0 && width <= LARGEST_WIDTH)) {
            throw new IllegalArgumentException("a network's width must be above 0 and at most %.0f, not %s".formatted(LARGEST_WIDTH, width));
        }
        if (classes < 1 || classes > MOST_CLASSES) {
            throw new IllegalArgumentException("a network's classes must be from 1 to %d, not %d".formatted(MOST_CLASSES, classes));
        }
    }

    /** The same for images of so many rows and columns. */
    public NetworkSize withInput(int changed) {
        return new NetworkSize(changed, width, classes);
    }

    /** The same with that factor of channels. */
    public NetworkSize withWidth(double changed) {
        return new NetworkSize(input, changed, classes);
    }

    /** The same with so many outputs. */
    public NetworkSize withClasses(int changed) {
        return new NetworkSize(input, width, changed);
    }

    /** What becomes of that many channels or hidden units, at least 1. */
    int channels(int published) {
        return channels(published, 1);
    }

    /** The same for channels in so many groups: the nearest multiple of them, at least one a group. */
    int channels(int published, int groups) {
        return groups * Math.toIntExact(Math.max(1, Math.round(published * width / groups)));
    }
}
