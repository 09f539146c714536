package systole.nn;

import java.util.List;
import java.util.SplittableRandom;
import systole.graph.Graph;

/**
 * A fixed part of each mini-batch, with gradients of its own. Threads take whole slices, and slices are summed in order, so the sum does
 * not depend on how many threads there are.
 */
final class Slice {
    /** Images at most: enough that each weight serves several images, few enough that two threads share a mini-batch evenly. */
    static final int CAPACITY = 8;

    private final Batch batch;
    private final int classes;
    private final Parameters gradients;

    /**
     * What a slice adds to an epoch's figures.
     *
     * @param loss sum over its images
     * @param correct images classified as labelled
     */
    record Score(double loss, int correct) {
    }

    Slice(Graph graph, Parameters parameters) {
        batch = new Batch(graph, parameters, CAPACITY);
        classes = graph.outputShape().size();
        gradients = Parameters.zeros(graph);
    }

    /** The gradients that {@link #run} left. */
    Parameters gradients() {
        return gradients;
    }

    /**
     * Forward and backward over the images of those indices.
     *
     * @param seed of the augmentation, for this epoch
     * @param scale 1 / images of the mini-batch
     */
    Score run(Dataset data, List<Integer> indices, Augmentation augmentation, long seed, double scale) {
        int[] labels = new int[indices.size()];
        for (int i = 0; i < labels.length; i++) {
            int index = indices.get(i);
            float[] image = augmentation.apply(data.image(index), new SplittableRandom(seed ^ index * 0x9E3779B97F4A7C15L));
            System.arraycopy(image, 0, batch.input(), i * image.length, image.length);
            labels[i] = data.label(index);
        }
        gradients.fill(0);
        batch.forward(labels.length);
        double loss = Classification.crossEntropy(batch.output(), classes, labels, scale, batch.outputGradient());
        batch.backward(labels.length, gradients);
        return new Score(loss, correct(labels));
    }

    private int correct(int[] labels) {
        int correct = 0;
        for (int i = 0; i < labels.length; i++) {
            correct += Classification.best(batch.output(), i * classes, classes) == labels[i] ? 1 : 0;
        }
        return correct;
    }
}
