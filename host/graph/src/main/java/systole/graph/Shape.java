package systole.graph;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The extents of one image's tensor, without the batch: (channels, height, width) for maps, (rows, columns) for
 * matrices, (features) for vectors.
 *
 * @param extents one or more extents, each at least 1; their product fits an int
 */
public record Shape(List<Integer> extents) {
    public Shape {
        extents = List.copyOf(extents);
        long size = 1;
        for (int extent : extents) {
            size *= extent;
            if (extent < 1 || size > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("a shape needs extents of at least 1 with a product below 2^31, not " + extents);
            }
        }
        if (extents.isEmpty()) {
            throw new IllegalArgumentException("a shape needs at least one extent");
        }
    }

    /** A map of that many channels. */
    public static Shape map(int channels, int height, int width) {
        return new Shape(List.of(channels, height, width));
    }

    /** A vector. */
    public static Shape vector(int features) {
        return new Shape(List.of(features));
    }

    /** Whether this is (channels, height, width). */
    public boolean isMap() {
        return extents.size() == 3;
    }

    /** Channels of a map, rows of a matrix, features of a vector. */
    public int channels() {
        return extents.getFirst();
    }

    /** Height of a map, 1 for others. */
    public int height() {
        return isMap() ? extents.get(1) : 1;
    }

    /** Width of a map, columns of a matrix, 1 for a vector. */
    public int width() {
        return extents.size() == 1 ? 1 : extents.getLast();
    }

    /** Elements. */
    public int size() {
        return extents.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
    }

    /** {@code 6x28x28}. */
    @Override
    public String toString() {
        return extents.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }

    /** The shape of those extents. */
    public static Shape of(int... extents) {
        return new Shape(Arrays.stream(extents).boxed().toList());
    }
}
