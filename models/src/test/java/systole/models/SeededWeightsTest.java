package systole.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import systole.graph.Graph;
import systole.graph.Operator;
import systole.graph.Shape;
import systole.graph.Value;
import systole.graph.Window;
import systole.models.data.SmoothImages;
import systole.nn.Network;
import systole.nn.Parameters;

class SeededWeightsTest {
    private static final Shape INPUT = Shape.map(3, 16, 16);
    private static final List<float[]> IMAGES = SmoothImages.of(INPUT, 2, 1);

    /** Twelve layers, which weights of a wrong size would let fade or explode. */
    @Test
    void keepDeepChainsAlive() {
        Value x = Graph.sequential("deep", INPUT);
        for (int i = 1; i <= 11; i++) {
            x = x.conv2d("conv" + i, 13, Window.square(3, 1, 1), 1).relu("relu" + i);
        }
        Graph graph = x.flatten("flatten").linear("fc", 50).build();
        Network network = new Network(graph, SeededWeights.of(graph, IMAGES, 5));
        Map<String, float[]> activations = network.activations(SmoothImages.of(INPUT, 1, 99).getFirst());
        for (int i = 1; i <= 11; i++) {
            assertAlive("conv" + i, activations);
        }
        assertAlive("fc", activations);
    }

    /** Whose output pixels read fewer weights than there are in a channel's kernel. */
    @Test
    void keepTransposedConvolutionsAlive() {
        Value x = Graph.sequential("up", INPUT).conv2d("conv", 7, Window.square(3, 1, 1));
        Graph graph = x.then("up1", new Operator.ConvTranspose2d(7, Window.square(8, 4, 2), 0, 0, 1, false)).relu("relu")
                .then("up2", new Operator.ConvTranspose2d(5, Window.square(4, 2, 1), 0, 0, 1, false)).build();
        Network network = new Network(graph, SeededWeights.of(graph, IMAGES, 5));
        Map<String, float[]> activations = network.activations(SmoothImages.of(INPUT, 1, 99).getFirst());
        assertAlive("up1", activations);
        assertAlive("up2", activations);
    }

    @Test
    void giveNormalisationsWhatTheyMeasured() {
        Value x = Graph.sequential("residual", INPUT);
        Value y = x.then("conv1", new Operator.Conv2d(3, Window.square(3, 1, 1), 1, false)).batchNorm2d("bn1");
        Graph graph = y.add("add", x).relu("relu").build();
        Parameters parameters = SeededWeights.of(graph, IMAGES, 5);
        assertEquals(List.of("conv1.weight", "bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var"),
                List.copyOf(parameters.tensors().keySet()));
        for (float gain : parameters.get("bn1.weight").values()) {
            assertEquals(0.4, gain, 0.1, "the residual branch must not drown the shortcut");
        }
        ChannelStatistics measured = ChannelStatistics.of(3, IMAGES);
        assertFalse(Arrays.equals(measured.mean(), parameters.get("bn1.running_mean").values()), "the convolution stands between");
        List<float[]> normalised = IMAGES.stream().map(image -> new Network(graph, parameters).activations(image).get("bn1")).toList();
        assertEquals(0.16, ChannelStatistics.of(3, normalised).variance()[1], 0.1);
    }

    @Test
    void areTheSameForTheSameSeedAndNoOther() {
        Graph graph = Graph.sequential("one", INPUT).conv2d("conv", 5, Window.square(3, 1, 0)).build();
        float[] weights = SeededWeights.of(graph, IMAGES, 1).get("conv.weight").values();
        assertArrayEquals(weights, SeededWeights.of(graph, IMAGES, 1).get("conv.weight").values());
        assertFalse(Arrays.equals(weights, SeededWeights.of(graph, IMAGES, 2).get("conv.weight").values()));
    }

    private static void assertAlive(String node, Map<String, float[]> activations) {
        ChannelStatistics statistics = ChannelStatistics.of(1, List.of(activations.get(node)));
        assertEquals(0, statistics.mean()[0], 1, node);
        assertEquals(0, Math.log(statistics.variance()[0]), Math.log(3), node);
    }
}
