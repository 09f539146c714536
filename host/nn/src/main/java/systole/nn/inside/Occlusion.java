package systole.nn.inside;

import java.util.function.IntConsumer;
import systole.graph.Shape;
import systole.nn.Classification;
import systole.nn.Dataset;
import systole.nn.Network;
import systole.nn.Tensor;

/**
 * Which parts of an image a network needs: a square is moved over it, and where the class becomes improbable something important is hidden
 * (Zeiler and Fergus, 2013, "Visualizing and understanding convolutional networks", section 4.2).
 *
 * @param size rows and columns of the square, at least 1; cut off at the image's edges
 * @param stride pixels from each of its places to the next, at least 1
 * @param value what hides, in the image's numbers: grey, or what its background is
 */
public record Occlusion(int size, int stride, float value) {
    public Occlusion {
        if (size < 1 || stride < 1) {
            throw new IllegalArgumentException("an occluding square and its stride must be at least 1, not %d and %d".formatted(size, stride));
        }
    }

    /** A square of a fifth of the image's height, moved by a third of that, as grey as the image is on average. */
    public static Occlusion fitting(Shape input, float[] image) {
        double sum = 0;
        for (float value : image) {
            sum += value;
        }
        int size = Math.max(1, Math.min(input.height(), input.width()) / 5);
        return new Occlusion(size, Math.max(1, size / 3), (float) (sum / image.length));
    }

    /** The map that {@link #of} makes for an input: rows and columns of the square's places, whose middles lie on the image. */
    public Shape places(Shape input) {
        return Shape.map(1, Math.ceilDiv(input.height(), stride), Math.ceilDiv(input.width(), stride));
    }

    /**
     * Probability of a class for each place of the square.
     *
     * @param image values of the input's shape
     * @param progress hears how many places are done
     * @return a map of {@link #places}, from 0 to 1
     */
    public Tensor of(Network network, float[] image, int label, IntConsumer progress) {
        Shape input = network.graph().input().output();
        Tensor map = Tensor.zeros(places(input));
        network.forEach(new Hidden(this, input, image), network.scores(), (place, scores) -> {
            map.values()[place] = Classification.softmax(scores)[label];
            progress.accept(place + 1);
        });
        return map;
    }

    /** The image with the square at every place in turn. */
    private record Hidden(Occlusion occlusion, Shape input, float[] whole) implements Dataset {
        @Override
        public int size() {
            return occlusion.places(input).size();
        }

        @Override
        public float[] image(int index) {
            float[] image = whole.clone();
            int columns = occlusion.places(input).width();
            int top = first(index / columns);
            int left = first(index % columns);
            for (int row = Math.max(0, top); row < Math.min(input.height(), top + occlusion.size); row++) {
                for (int column = Math.max(0, left); column < Math.min(input.width(), left + occlusion.size); column++) {
                    for (int channel = 0; channel < input.channels(); channel++) {
                        image[(channel * input.height() + row) * input.width() + column] = occlusion.value;
                    }
                }
            }
            return image;
        }

        /** The middle of a place's share of the image, less half the square. */
        private int first(int place) {
            return place * occlusion.stride + occlusion.stride / 2 - occlusion.size / 2;
        }

        @Override
        public int label(int index) {
            return 0;
        }
    }
}
