package systole.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import systole.graph.Graph;
import systole.graph.Value;
import systole.graph.Shape;
import systole.graph.Window;

/** Every layer against its plain loops, and its gradients against central differences of those loops in float64. */
class LayerTest {
    private static final int IMAGES = 3;
    private static final double STEP = 1e-5;

    static Stream<Named<Graph>> layers() {
        return Stream.of(
                named("1x1", map(3, 4, 5).conv2d("op", 2, Window.square(1, 1, 0))),
                named("5x5 over all of it", map(1, 5, 5).conv2d("op", 3, Window.square(5, 1, 0))),
                named("3x3 same", map(2, 7, 6).conv2d("op", 4, Window.square(3, 1, 1))),
                named("more padding than kernel", map(1, 2, 3).conv2d("op", 2, Window.square(2, 1, 4))),
                named("stride 2", map(2, 7, 8).conv2d("op", 3, Window.square(3, 2, 1))),
                named("stride beyond kernel", map(2, 11, 7).conv2d("op", 3, Window.square(2, 3, 0))),
                named("uneven", map(2, 9, 11).conv2d("op", 5, new Window(2, 3, 2, 1, 0, 2, 1, 0, 3, 2))),
                named("groups", map(4, 5, 5).conv2d("op", 6, Window.square(3, 1, 1), 2)),
                named("depthwise", map(3, 5, 4).conv2d("op", 3, Window.square(3, 1, 1), 3)),
                named("one linear output", map(2, 3, 1).linear("op", 1)),
                named("linear", vector(13).linear("op", 7)),
                named("max 2x2", map(2, 6, 7).maxPool("op", Window.square(2, 2, 0))),
                named("max overlapping, padded", map(2, 5, 6).maxPool("op", Window.square(3, 1, 1))),
                named("max dilated", map(2, 7, 8).maxPool("op", new Window(2, 3, 1, 2, 2, 1, 0, 3, 3, 2))),
                named("average 2x2", map(3, 4, 6).averagePool("op", Window.square(2, 2, 0))),
                named("average padded", map(2, 5, 5).averagePool("op", Window.square(3, 2, 1))),
                named("average dilated", map(2, 7, 8).averagePool("op", new Window(2, 3, 1, 2, 2, 1, 0, 3, 3, 2))),
                named("relu", vector(17).relu("op")), named("sigmoid", vector(17).sigmoid("op")), named("tanh", vector(17).tanh("op")),
                named("flatten", map(2, 3, 2).flatten("op")),
                named("all together", map(2, 9, 9).conv2d("conv", 4, Window.square(3, 1, 1)).relu("relu").maxPool("pool", Window.square(2, 2, 0))
                        .flatten("flatten").linear("fc", 5).tanh("op")));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void forwardEqualsPlainLoops(Graph graph) {
        Trial trial = new Trial(graph);
        for (int image = 0; image < IMAGES; image++) {
            double[] expected = new NaiveNetwork(graph).forward(trial.parameters, trial.image(image));
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], trial.batch.output()[image * expected.length + i], 1e-5, "image %d, element %d".formatted(image, i));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void inputGradientsEqualDifferences(Graph graph) {
        Trial trial = new Trial(graph);
        float[] gradient = trial.batch.gradient("input");
        int size = graph.input().output().size();
        for (int i = 0; i < IMAGES * size; i++) {
            assertEquals(trial.inputDifference(i / size, i % size), gradient[i], 1e-4, "image %d, element %d".formatted(i / size, i % size));
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void parameterGradientsEqualDifferences(Graph graph) {
        Trial trial = new Trial(graph);
        trial.parameters.tensors().forEach((name, tensor) -> {
            for (int i = 0; i < tensor.values().length; i++) {
                assertEquals(trial.parameterDifference(tensor.values(), i), trial.gradients.get(name).values()[i], 2e-3, name + " element " + i);
            }
        });
    }

    private static Value map(int channels, int height, int width) {
        return Graph.sequential("test", Shape.map(channels, height, width));
    }

    private static Value vector(int features) {
        return Graph.sequential("test", Shape.vector(features));
    }

    private static Named<Graph> named(String name, Value builder) {
        return Named.of(name, builder.build());
    }

    /** A batch run forward and backward for the loss that weights every output with a random number. */
    private static final class Trial {
        private final Graph graph;
        private final Parameters parameters;
        private final Parameters gradients;
        private final Batch batch;
        private final double[] outputWeights;

        Trial(Graph graph) {
            this.graph = graph;
            SplittableRandom random = new SplittableRandom(7);
            parameters = Parameters.zeros(graph);
            parameters.tensors().values().forEach(tensor -> fill(tensor.values(), random));
            gradients = Parameters.zeros(graph);
            batch = new Batch(graph, parameters, IMAGES);
            fill(batch.input(), random);
            batch.forward(IMAGES);
            fill(batch.outputGradient(), random);
            outputWeights = doubles(batch.outputGradient(), 0, batch.outputGradient().length);
            batch.backward(IMAGES, gradients);
        }

        double[] image(int image) {
            int size = graph.input().output().size();
            return doubles(batch.input(), image * size, size);
        }

        double inputDifference(int image, int element) {
            double[] above = image(image);
            double[] below = image(image);
            above[element] += STEP;
            below[element] -= STEP;
            return (loss(image, above) - loss(image, below)) / (2 * STEP);
        }

        /** Parameters are float32: the step is large, and what it really was divides the difference. */
        double parameterDifference(float[] values, int element) {
            float value = values[element];
            values[element] = value + 1e-3f;
            double above = values[element];
            double lossAbove = IntStream.range(0, IMAGES).mapToDouble(image -> loss(image, image(image))).sum();
            values[element] = value - 1e-3f;
            double below = values[element];
            double lossBelow = IntStream.range(0, IMAGES).mapToDouble(image -> loss(image, image(image))).sum();
            values[element] = value;
            return (lossAbove - lossBelow) / (above - below);
        }

        private double loss(int image, double[] values) {
            double[] output = new NaiveNetwork(graph).forward(parameters, values);
            return IntStream.range(0, output.length).mapToDouble(i -> output[i] * outputWeights[image * output.length + i]).sum();
        }

        private static void fill(float[] values, SplittableRandom random) {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble(-1, 1);
            }
        }

        private static double[] doubles(float[] values, int from, int count) {
            float[] part = Arrays.copyOfRange(values, from, from + count);
            return IntStream.range(0, count).mapToDouble(i -> part[i]).toArray();
        }
    }
}
