package systole.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import systole.graph.Graph;
import systole.graph.Shape;
import systole.graph.Window;
import systole.models.LeNet5Recipe;
import systole.models.Model;
import systole.models.Models;
import systole.models.data.DrawnDigits;
import systole.models.data.LabelledImages;
import systole.nn.Initialiser;

/** The networks that can be measured: the models, and single layers with weights by chance. */
final class Workloads {
    private static final String CONVOLUTION = "conv3x3-64";
    private static final int CALIBRATION_IMAGES = 200;
    private static final long CALIBRATION_SEED = 3;
    private static final long SEED = 7;

    private Workloads() {
    }

    /** Every name that {@link #of} takes. */
    static List<String> names() {
        return Stream.concat(Models.all().stream().map(Model::name), Stream.of(CONVOLUTION)).toList();
    }

    /** The workload of that name; throws {@link IllegalArgumentException} that lists what there is. */
    static Workload of(String name) {
        if (!names().contains(name)) {
            throw new IllegalArgumentException("no model is called %s; there are: %s".formatted(name, String.join(", ", names())));
        }
        return name.equals(CONVOLUTION) ? convolution() : digits(Models.byName(name));
    }

    /** A model that reads digits, fed with drawn ones; labels go round from 0 to 9. */
    static Workload digits(Model model) {
        List<float[]> calibration = prepared(model, DrawnDigits.of(CALIBRATION_SEED, CALIBRATION_IMAGES));
        return Workload.quantise(model.graph(), model.parameters(), calibration,
                count -> prepared(model, DrawnDigits.of(LeNet5Recipe.HELD_OUT_SEED, count)));
    }

    /** 3x3, 64 to 64 channels, 56x56, stride 1, padding 1. */
    private static Workload convolution() {
        Graph graph = Graph.sequential(CONVOLUTION, Shape.map(64, 56, 56)).conv2d("conv", 64, Window.square(3, 1, 1)).build();
        return Workload.quantise(graph, Initialiser.he().parameters(graph, SEED), noise(graph, 1, SEED + 1),
                count -> noise(graph, count, SEED + 2));
    }

    private static List<float[]> prepared(Model model, LabelledImages images) {
        return images.images().stream().map(model::prepare).toList();
    }

    private static List<float[]> noise(Graph graph, int count, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        List<float[]> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] image = new float[graph.input().output().size()];
            for (int j = 0; j < image.length; j++) {
                image[j] = random.nextFloat() * 2 - 1;
            }
            images.add(image);
        }
        return images;
    }
}
