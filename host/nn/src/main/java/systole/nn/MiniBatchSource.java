package systole.nn;

import java.util.List;
import java.util.SplittableRandom;
import systole.graph.Graph;
import systole.graph.Shape;

/**
 * Makes mini-batches of a data set for a network. The same index and seed give the same variant of an image, whatever else is in its mini-batch.
 *
 * @param data where images come from
 * @param input shape of an image
 * @param outputs values of a target
 * @param augmentation varies each image
 * @param seed of the variations
 */
record MiniBatchSource(Dataset data, Shape input, int outputs, Augmentation augmentation, long seed) {
    static MiniBatchSource of(Dataset data, Graph graph, Augmentation augmentation, long seed) {
        return new MiniBatchSource(data, graph.input().output(), graph.outputShape().size(), augmentation, seed);
    }

    /** The images of those indices, in that order; throws {@link IllegalArgumentException} where one does not fit the network. */
    MiniBatch of(List<Integer> indices) {
        int size = input.size();
        float[] inputs = new float[Math.multiplyExact(indices.size(), size)];
        float[] targets = new float[Math.multiplyExact(indices.size(), outputs)];
        for (int i = 0; i < indices.size(); i++) {
            System.arraycopy(image(indices.get(i)), 0, inputs, i * size, size);
            System.arraycopy(data.target(indices.get(i), outputs), 0, targets, i * outputs, outputs);
        }
        return new MiniBatch(indices.size(), inputs, targets);
    }

    private float[] image(int index) {
        float[] values = data.image(index);
        if (values.length != input.size()) {
            throw new IllegalArgumentException("image %d has %d values, but the network reads %s, which is %d"
                    .formatted(index, values.length, input, input.size()));
        }
        Tensor varied = augmentation.apply(new Tensor(input, values), new SplittableRandom(seed ^ index * 0x9E3779B97F4A7C15L));
        if (!varied.shape().equals(input)) {
            throw new IllegalArgumentException("an augmentation made %s of image %d, which is %s; it must keep the shape"
                    .formatted(varied.shape(), index, input));
        }
        return varied.values();
    }
}
