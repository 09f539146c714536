package systole.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import systole.graph.Graph;
import systole.graph.Operator;
import systole.graph.Shape;
import systole.graph.Value;
import systole.graph.Window;
import systole.models.Models;
import systole.models.SeededModel;
import systole.nn.Initialiser;
import systole.nn.Parameters;

/**
 * What is computed in both libraries.
 *
 * @param graph with its name
 * @param parameters by chance
 * @param image what is fed to it
 */
record Workload(Graph graph, Parameters parameters, float[] image) {
    /** All names: convolutions as kernel, input channels, output channels, extent of the map, and stride where it is not 1; then others. */
    static final List<String> NAMES = List.of(
            "7x7-3-64-224-2", "3x3-64-64-56", "3x3-128-128-28", "3x3-256-256-14", "3x3-512-512-7",
            "3x3-128-128-56-2", "3x3-256-256-28-2", "3x3-512-512-14-2", "1x1-256-512-56-2", "1x1-512-1024-28-2", "1x1-1024-2048-14-2",
            "1x1-64-64-56", "1x1-64-256-56", "1x1-256-64-56", "1x1-256-128-56", "1x1-128-512-28", "1x1-512-128-28", "1x1-512-256-28",
            "1x1-256-1024-14", "1x1-1024-256-14", "1x1-1024-512-14", "1x1-512-2048-7", "1x1-2048-512-7", "product-512", "resnet50");

    static Workload of(String name) {
        String[] words = name.split("-");
        return switch (words[0]) {
            case "resnet50" -> network(name);
            case "product" -> product(name, Integer.parseInt(words[1]));
            default -> convolution(name, Arrays.stream(words).mapToInt(word -> Integer.parseInt(word.split("x")[0])).toArray());
        };
    }

    private static Workload network(String name) {
        SeededModel model = (SeededModel) Models.byName(name);
        return new Workload(model.graph(), model.parameters(), model.images(1, 1).getFirst());
    }

    private static Workload product(String name, int extent) {
        Value x = Graph.sequential(name, Shape.of(extent, extent));
        return random(x.then("product", new Operator.MatMul(), x).build());
    }

    private static Workload convolution(String name, int[] extents) {
        int stride = extents.length > 4 ? extents[4] : 1;
        Operator.Conv2d convolution = new Operator.Conv2d(extents[2], Window.square(extents[0], stride, extents[0] / 2), 1, true);
        return random(Graph.sequential(name, Shape.map(extents[1], extents[3], extents[3])).then("conv", convolution).build());
    }

    private static Workload random(Graph graph) {
        SplittableRandom random = new SplittableRandom(1);
        float[] image = new float[graph.input().output().size()];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) random.nextDouble(-1, 1);
        }
        return new Workload(graph, Initialiser.he().parameters(graph, 1), image);
    }
}
