package systole.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import systole.graph.Graph;
import systole.models.Models;
import systole.models.SeededModel;
import systole.models.TrainedModel;
import systole.models.data.DrawnDigits;
import systole.models.data.ImageSplit;
import systole.models.data.LabelledImages;
import systole.models.recipe.Recipe;
import systole.models.recipe.RecipeFile;
import systole.nn.Dataset;
import systole.nn.Network;
import systole.nn.Parameters;
import systole.nn.Workers;
import systole.quant.Calibration;
import systole.quant.FloatLayers;
import systole.quant.QuantisationPlan;
import systole.quant.QuantisationReport;
import systole.quant.QuantisedModel;
import systole.quant.Quantiser;
import systole.runtime.ProgressMonitor;
import systole.runtime.reference.HostOperator;

/** A float network that is quantised in several ways from one calibration, and measured. */
final class QuantisationStudy implements AutoCloseable {
    private static final long CALIBRATION_SEED = 3;
    private static final long SEED = 7;

    private final Graph graph;
    private final Parameters parameters;
    private final List<float[]> measured;
    private final ProgressMonitor monitor;
    private final Workers workers = Workers.of(Runtime.getRuntime().availableProcessors());
    private final Network network;
    private final Calibration calibration;

    /** What networks are fed: with what is calibrated, and what is measured. */
    private record Images(List<float[]> calibration, List<float[]> measured) {
    }

    private QuantisationStudy(Graph graph, Parameters parameters, Images images, ProgressMonitor monitor) {
        this.graph = graph;
        this.parameters = parameters;
        this.measured = images.measured;
        this.monitor = monitor;
        network = new Network(graph, parameters, workers);
        calibration = counting("calibrating " + graph.name(), images.calibration.size(),
                activations -> Calibration.of(graph, images.calibration, activations));
    }

    /**
     * Calibrates a network.
     *
     * @param weights a file of them; else those of the model
     * @param data images, of which training ones calibrate and the others are measured; else those that the model comes with
     */
    static QuantisationStudy of(String model, Optional<Path> weights, Optional<DataArguments> data, int calibrating, int measuring,
            PrintWriter out, ProgressMonitor monitor) {
        Recipe recipe = RecipeFile.ofModel(model).recipe();
        Graph graph = recipe.graph();
        Parameters parameters = weights.map(file -> WeightsFile.read(file).requireFits(graph)).orElseGet(() -> Models.byName(model).parameters());
        Images images = data.map(arguments -> given(recipe, arguments.read(graph, out), calibrating, measuring))
                .orElseGet(() -> own(model, calibrating, measuring));
        return new QuantisationStudy(graph, parameters, images, monitor);
    }

    private static Images given(Recipe recipe, ImageSplit split, int calibrating, int measuring) {
        recipe.requireFit(split);
        return new Images(first(recipe.dataset(split.training()), calibrating), first(recipe.dataset(split.test()), measuring));
    }

    private static List<float[]> first(Dataset images, int count) {
        return IntStream.range(0, Math.min(count, images.size())).mapToObj(images::image).toList();
    }

    private static Images own(String model, int calibrating, int measuring) {
        return switch (Models.byName(model)) {
            case TrainedModel trained -> new Images(prepared(trained, DrawnDigits.of(CALIBRATION_SEED, calibrating)),
                    prepared(trained, DrawnDigits.of(DrawnDigits.HELD_OUT_SEED, measuring)));
            case SeededModel seeded -> new Images(seeded.images(calibrating, CALIBRATION_SEED), seeded.images(measuring, SEED));
        };
    }

    private static List<float[]> prepared(TrainedModel model, LabelledImages images) {
        return images.images().stream().map(model::prepare).toList();
    }

    /** Quantises by a plan and measures it. */
    QuantisationReport report(QuantisationPlan plan) {
        QuantisedModel quantised = Quantiser.quantise(graph, parameters.values(), calibration, plan);
        return counting("measuring " + graph.name(), measured.size(),
                activations -> QuantisationReport.of(quantised, measured, activations, HostOperator::run));
    }

    /** Whether a plan may leave that layer in float. */
    boolean canStayInFloat(String layer) {
        return graph.nodes().stream().anyMatch(node -> node.name().equals(layer) && FloatLayers.contain(node));
    }

    private <T> T counting(String name, int steps, Function<Function<float[], Map<String, float[]>>, T> work) {
        try (ProgressMonitor.Task task = monitor.begin(name, steps)) {
            return work.apply(image -> {
                task.advance(1);
                return network.activations(image);
            });
        }
    }

    @Override
    public void close() {
        workers.close();
    }
}
