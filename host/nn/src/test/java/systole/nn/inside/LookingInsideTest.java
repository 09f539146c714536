package systole.nn.inside;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import systole.graph.Graph;
import systole.graph.InputArea;
import systole.graph.Shape;
import systole.graph.Window;
import systole.nn.Classification;
import systole.nn.Dataset;
import systole.nn.Initialiser;
import systole.nn.Network;
import systole.nn.Parameters;
import systole.nn.Tensor;

class LookingInsideTest {
    private static final Shape INPUT = Shape.map(2, 6, 7);
    private static final int AREA = 42;

    private static final Network LINEAR = network(Graph.sequential("linear", INPUT).linear("fc", 3).softmax("softmax").build());
    private static final Network CONVOLUTIONAL = network(Graph.sequential("conv", INPUT).conv2d("conv", 4, Window.square(3, 2, 1)).relu("relu")
            .linear("fc", 3).build());

    private static Network network(Graph graph) {
        return new Network(graph, Initialiser.he().parameters(graph, 5));
    }

    private static float[] image(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] image = new float[INPUT.size()];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) random.nextDouble(-1, 1);
        }
        return image;
    }

    private record Noise(int size) implements Dataset {
        @Override
        public float[] image(int index) {
            return LookingInsideTest.image(index);
        }

        @Override
        public int label(int index) {
            return index % 3;
        }
    }

    @Test
    void saliencyOfALinearScoreIsItsWeights() {
        float[] weights = LINEAR.parameters().get("fc.weight").values();
        Tensor map = Saliency.of(LINEAR, image(1), 2);
        assertEquals(Shape.map(1, 6, 7), map.shape());
        for (int i = 0; i < AREA; i++) {
            int row = 2 * INPUT.size();
            assertEquals(Math.max(Math.abs(weights[row + i]), Math.abs(weights[row + AREA + i])), map.values()[i]);
        }
    }

    @Test
    void occlusionHidesASquareAtEveryPlace() {
        float[] image = image(3);
        List<Integer> done = new ArrayList<>();
        Tensor map = new Occlusion(3, 2, 0.5f).of(CONVOLUTIONAL, image, 1, done::add);
        assertEquals(Shape.map(1, 3, 4), map.shape());
        assertEquals(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), done);
        for (int place = 0; place < 12; place++) {
            float[] hidden = image.clone();
            for (int i = 0; i < hidden.length; i++) {
                int row = i % AREA / 7 - place / 4 * 2;
                int column = i % 7 - place % 4 * 2;
                if (row >= 0 && row < 3 && column >= 0 && column < 3) {
                    hidden[i] = 0.5f;
                }
            }
            assertEquals(Classification.softmax(CONVOLUTIONAL.forward(hidden))[1], map.values()[place], 1e-6);
        }
    }

    @Test
    void occlusionFitsTheImage() {
        assertEquals(new Occlusion(5, 1, 0.25f), Occlusion.fitting(Shape.map(1, 28, 28), new float[] {0, 0, 0, 1}));
        assertEquals(new Occlusion(44, 14, 1), Occlusion.fitting(Shape.map(3, 224, 224), new float[] {1}));
        assertEquals("an occluding square and its stride must be at least 1, not 0 and 2",
                assertThrows(IllegalArgumentException.class, () -> new Occlusion(0, 2, 0)).getMessage());
    }

    @Test
    void confusionCountsEveryImageOnce() {
        Noise data = new Noise(100);
        int[][] expected = new int[3][3];
        for (int i = 0; i < 100; i++) {
            expected[i % 3][Classification.best(CONVOLUTIONAL.forward(image(i)))]++;
        }
        ConfusionMatrix matrix = ConfusionMatrix.of(CONVOLUTIONAL, data, _ -> {
        });
        assertEquals(3, matrix.classes());
        for (int label = 0; label < 3; label++) {
            assertArrayEquals(expected[label], matrix.counts().get(label).stream().mapToInt(Integer::intValue).toArray());
            assertEquals(label == 0 ? 34 : 33, matrix.images(label));
        }
    }

    @Test
    void mapsAreNoClasses() {
        Network maps = network(Graph.sequential("maps", INPUT).conv2d("conv", 3, Window.square(3, 1, 1)).build());
        assertEquals("graph maps makes 3x6x7, and no scores of classes", assertThrows(IllegalArgumentException.class,
                () -> ConfusionMatrix.of(maps, new Noise(1), _ -> {
                })).getMessage());
    }

    @Test
    void topPatchesAreTheLargestActivations() {
        TopPatches top = TopPatches.of(CONVOLUTIONAL, "conv", new Noise(90), 5, _ -> {
        });
        assertEquals(4, top.channels().size());
        for (int channel = 0; channel < 4; channel++) {
            List<TopPatches.Patch> expected = new ArrayList<>();
            for (int i = 0; i < 90; i++) {
                float[] values = CONVOLUTIONAL.activations(image(i)).get("conv");
                int best = channel * 12;
                for (int at = channel * 12; at < (channel + 1) * 12; at++) {
                    best = values[at] > values[best] ? at : best;
                }
                int row = best % 12 / 4 * 2 - 1;
                int column = best % 4 * 2 - 1;
                expected.add(new TopPatches.Patch(i, values[best],
                        new InputArea(Math.max(0, row), Math.max(0, column), Math.min(6, row + 3), Math.min(7, column + 3))));
            }
            expected.sort((one, other) -> Float.compare(other.activation(), one.activation()));
            assertEquals(expected.subList(0, 5), top.channels().get(channel));
        }
    }

    @Test
    void fewImagesMakeFewPatches() {
        Parameters zeros = Parameters.zeros(CONVOLUTIONAL.graph());
        TopPatches top = TopPatches.of(new Network(CONVOLUTIONAL.graph(), zeros), "fc", new Noise(3), 5, _ -> {
        });
        assertEquals(List.of(0, 1, 2), top.channels().getFirst().stream().map(TopPatches.Patch::image).toList(), "of equals the first");
        assertEquals(new InputArea(0, 0, 6, 7), top.channels().getFirst().getFirst().area());
    }
}
