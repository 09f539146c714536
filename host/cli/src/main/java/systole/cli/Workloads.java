package systole.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import systole.graph.Graph;
import systole.graph.Shape;
import systole.graph.Window;
import systole.models.Architecture;
import systole.models.Model;
import systole.models.SeededModel;
import systole.models.TrainedModel;
import systole.models.Zoo;
import systole.models.data.DrawnDigits;
import systole.models.data.LabelledImages;
import systole.nn.Initialiser;
import systole.nn.Parameters;
import systole.runtime.ProgressMonitor;

/** The networks that can be measured: the models, and single layers with weights by chance. */
final class Workloads {
    private static final List<Layer> LAYERS = List.of(
            new Layer("conv3x3-64", 64, 56, 3),
            new Layer("conv3x3-128", 128, 28, 3),
            new Layer("conv1x1-64", 64, 56, 1),
            new Layer("matmul-256", 256, 16, 1));
    private static final int CALIBRATION_IMAGES = 200;
    /** Few, because each is a forward pass of the whole network in float32. */
    private static final int SEEDED_CALIBRATION_IMAGES = 3;
    private static final long CALIBRATION_SEED = 3;
    private static final long SEED = 7;

    /**
     * A convolution that keeps channels and map, as accelerators are compared by; 1x1 over 16x16 pixels is a square matrix product.
     *
     * @param channels of input and output
     * @param extent rows and columns of the map
     * @param kernel rows and columns of the kernel, odd
     */
    private record Layer(String name, int channels, int extent, int kernel) {
        Workload workload(ProgressMonitor monitor) {
            Graph graph = Graph.sequential(name, Shape.map(channels, extent, extent))
                    .conv2d("conv", channels, Window.square(kernel, 1, kernel / 2)).build();
            return Workload.quantise(graph, Initialiser.he().parameters(graph, SEED), noise(graph, 1, SEED + 1),
                    count -> noise(graph, count, SEED + 2), monitor);
        }
    }

    private Workloads() {
    }

    /** The zoo's networks, and the layers. */
    static List<String> names() {
        return Stream.concat(Zoo.all().stream().map(Architecture::name), LAYERS.stream().map(Layer::name)).toList();
    }

    /** Whether the name is a single layer's. */
    static boolean isLayer(String name) {
        return LAYERS.stream().anyMatch(layer -> layer.name.equals(name));
    }

    /** The single layer of that name. */
    static Workload layer(String name, ProgressMonitor monitor) {
        return LAYERS.stream().filter(layer -> layer.name.equals(name)).findFirst().orElseThrow().workload(monitor);
    }

    /** A network with its own weights. */
    static Workload of(Model model, ProgressMonitor monitor) {
        return switch (model) {
            case TrainedModel trained -> digits(trained, trained.parameters(), monitor);
            case SeededModel seeded -> {
                try (ProgressMonitor.Task task = monitor.begin("preparing " + model.name(), 2)) {
                    Parameters parameters = drawn(seeded, monitor);
                    task.advance(1);
                    yield seeded(seeded, parameters, monitor);
                }
            }
        };
    }

    /** A network with other weights; throws {@link systole.nn.WeightsException} where they do not fit it. */
    static Workload of(Model model, Parameters weights, ProgressMonitor monitor) {
        Parameters fitting = weights.requireFits(model.graph());
        return switch (model) {
            case TrainedModel trained -> digits(trained, fitting, monitor);
            case SeededModel seeded -> seeded(seeded, fitting, monitor);
        };
    }

    /** Throws {@link IllegalArgumentException} that lists what there is where nothing has that name. */
    static void requireKnown(String name) {
        if (!names().contains(name)) {
            throw new IllegalArgumentException("no model is called %s; there are: %s".formatted(name, String.join(", ", names())));
        }
    }

    /** A model that reads digits, fed with drawn ones; labels go round from 0 to 9. */
    private static Workload digits(TrainedModel model, Parameters parameters, ProgressMonitor monitor) {
        List<float[]> calibration = prepared(model, DrawnDigits.of(CALIBRATION_SEED, CALIBRATION_IMAGES));
        return Workload.quantise(model.graph(), parameters, calibration,
                count -> prepared(model, DrawnDigits.of(DrawnDigits.HELD_OUT_SEED, count)), monitor);
    }

    private static Workload seeded(SeededModel model, Parameters parameters, ProgressMonitor monitor) {
        return Workload.quantise(model.graph(), parameters, model.images(SEEDED_CALIBRATION_IMAGES, CALIBRATION_SEED),
                count -> model.images(count, SEED), monitor);
    }

    private static Parameters drawn(SeededModel model, ProgressMonitor monitor) {
        try (ProgressMonitor.Task _ = monitor.begin("drawing the weights of " + model.name(), 1)) {
            return model.parameters();
        }
    }

    private static List<float[]> prepared(TrainedModel model, LabelledImages images) {
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
