package systole.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import systole.graph.Graph;

/**
 * A batch of random images run forward and backward, for the loss that weights every output with a random number, beside the same in plain
 * loops.
 */
final class Trial {
    private static final int IMAGES = 3;
    private static final Pass PASS = new Pass(IMAGES, 5, Workers.single());
    private static final double STEP = 1e-5;

    private final Graph graph;
    private final Phase phase;
    private final Parameters gradients;
    private final Batch batch;
    private final double[] outputWeights;
    private final Map<String, double[]> weights;
    private final double[][] images;

    Trial(Graph graph, Phase phase) {
        this.graph = graph;
        this.phase = phase;
        SplittableRandom random = new SplittableRandom(7);
        Parameters parameters = Parameters.zeros(graph);
        parameters.tensors().forEach((name, tensor) -> fill(tensor.values(), random, name.endsWith("running_var") ? 0.5 : -1));
        weights = NaiveNetwork.weights(parameters);
        gradients = Parameters.gradients(graph);
        batch = new Batch(graph, parameters, phase, IMAGES);
        fill(batch.input(), random, -1);
        images = rows(batch.input());
        batch.forward(PASS);
        fill(batch.outputGradient(), random, -1);
        outputWeights = NaiveNetwork.doubles(batch.outputGradient());
        batch.backward(PASS, gradients);
    }

    void assertOutputs() {
        double[][] expected = new NaiveNetwork(graph, phase).forward(weights, images);
        double[][] got = rows(batch.output());
        for (int image = 0; image < IMAGES; image++) {
            for (int i = 0; i < expected[image].length; i++) {
                assertEquals(expected[image][i], got[image][i], 1e-5, "%s, image %d, element %d".formatted(phase, image, i));
            }
        }
    }

    void assertInputGradients() {
        double[][] got = rows(batch.inputGradient(PASS, graph.output()));
        for (int image = 0; image < IMAGES; image++) {
            for (int i = image % spacing(got[image].length); i < got[image].length; i += spacing(got[image].length)) {
                assertEquals(difference(images[image], i), got[image][i], 2e-5, "%s, image %d, element %d".formatted(phase, image, i));
            }
        }
    }

    void assertParameterGradients() {
        gradients.tensors().forEach((name, tensor) -> {
            for (int i = 0; i < tensor.values().length; i += spacing(tensor.values().length)) {
                assertEquals(difference(weights.get(name), i), tensor.values()[i], 5e-5, "%s, %s, element %d".formatted(phase, name, i));
            }
        });
    }

    /** Of large tensors some thirty elements are enough, at an odd distance. */
    private static int spacing(int elements) {
        return elements / 30 | 1;
    }

    private double difference(double[] values, int element) {
        double value = values[element];
        values[element] = value + STEP;
        double above = loss();
        values[element] = value - STEP;
        double below = loss();
        values[element] = value;
        return (above - below) / (2 * STEP);
    }

    private double loss() {
        double[][] output = new NaiveNetwork(graph, phase).forward(weights, images);
        int size = output[0].length;
        return IntStream.range(0, IMAGES * size).mapToDouble(i -> output[i / size][i % size] * outputWeights[i]).sum();
    }

    private static double[][] rows(float[] batch) {
        int size = batch.length / IMAGES;
        return IntStream.range(0, IMAGES).mapToObj(image -> NaiveNetwork.doubles(Arrays.copyOfRange(batch, image * size, (image + 1) * size)))
                .toArray(double[][]::new);
    }

    private static void fill(float[] values, SplittableRandom random, double low) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(low, 1);
        }
    }
}
