package systole.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import systole.models.Models;
import systole.models.TrainedModel;
import systole.models.data.ImageSplit;
import systole.models.recipe.Recipe;
import systole.nn.Dataset;
import systole.nn.Evaluation;
import systole.nn.Network;
import systole.nn.Parameters;
import systole.nn.Workers;
import systole.quant.Calibration;
import systole.quant.QuantisedGraph;
import systole.quant.QuantisedTensor;
import systole.quant.Quantiser;
import systole.runtime.Device;
import systole.runtime.ProgressMonitor;
import systole.runtime.RunResult;
import systole.runtime.Session;

/** Measures how well a network classifies. */
@Command(name = "evaluate",
        description = "Measure how many of the images that are not for training a network classifies correctly: in float, or quantised on the "
                + "device that --device names.",
        footer = {"",
            "Examples:",
            "  systole evaluate --model lenet5 --data drawn",
            "  systole evaluate --model lenet5 --weights lenet5.safetensors --data mnist --device sim --json measured.json",
            "  systole evaluate --model lenet5 --data mnist --device sim,sim"})
final class EvaluateCommand implements Callable<Integer> {
    private static final String HOST = "host";
    /** Bounds the memory that inputs and outputs take. */
    private static final int IMAGES_AT_ONCE = 1024;

    @Spec
    private CommandSpec spec;

    @Mixin
    private RecipeArguments recipeArguments;

    @Option(names = "--weights", paramLabel = "FILE",
            description = "Weights, safetensors, npz or ONNX. Default: those that the project ships for the model.")
    private Optional<Path> weights = Optional.empty();

    @Option(names = "--ranges-of", paramLabel = "FILE",
            description = "Choose activations' ranges by what these weights make of the images, not the network's own: by those from which a "
                    + "quantisation-aware training started.")
    private Optional<Path> rangesOf = Optional.empty();

    @Mixin
    private DataArguments dataArguments;

    @Mixin
    private DeviceArguments deviceArguments;

    @Mixin
    private QuantisationArguments quantisation;

    @Mixin
    private JsonArgument json;

    private record Result(String model, String device, int images, int correct, double accuracy,
            @JsonProperty("images_per_s") double imagesPerSecond) {
    }

    @Override
    public Integer call() throws IOException {
        json.check();
        PrintWriter out = spec.commandLine().getOut();
        Recipe recipe = recipeArguments.recipe();
        Parameters parameters = parameters(recipe);
        ImageSplit images = recipe.requireFit(dataArguments.read(recipe.graph(), out));
        Result result = deviceArguments.name().orElse(HOST).equals(HOST)
                ? inFloat(recipe, parameters, images) : onDevice(recipe, parameters, images);
        out.printf(Locale.ROOT, "%s on %s: %,d of %,d correct, %.2f %%, %.0f images/s%n", result.model, result.device, result.correct,
                result.images, 100 * result.accuracy, result.imagesPerSecond);
        out.flush();
        json.write(result);
        return ExitCode.OK;
    }

    private Parameters parameters(Recipe recipe) {
        return weights.map(WeightsFile::read).map(read -> read.requireFits(recipe.graph()))
                .orElseGet(() -> trained(recipe.graph().name()).parameters());
    }

    private static TrainedModel trained(String model) {
        if (!Models.isTrained(model)) {
            throw new IllegalArgumentException(
                    "the project ships no trained weights for %s; train it, and give the file by --weights".formatted(model));
        }
        return Models.trained(model);
    }

    private static Result inFloat(Recipe recipe, Parameters parameters, ImageSplit images) {
        Dataset test = recipe.dataset(images.test());
        try (Workers workers = Workers.of(Runtime.getRuntime().availableProcessors());
                ProgressMonitor.Task task = new ProgressBars().begin("measuring", test.size())) {
            long start = System.nanoTime();
            Evaluation evaluation = Evaluation.of(recipe.graph(), parameters, test, workers, () -> task.advance(1));
            return result(recipe, HOST, evaluation, start);
        }
    }

    /** In int8, calibrated by training images, as the options say. */
    private Result onDevice(Recipe recipe, Parameters parameters, ImageSplit images) {
        Dataset training = recipe.dataset(images.training());
        Dataset test = recipe.dataset(images.test());
        List<float[]> calibrating = IntStream.range(0, Math.min(quantisation.images(), training.size())).mapToObj(training::image).toList();
        Parameters ranging = rangesOf.map(WeightsFile::read).map(read -> read.requireFits(recipe.graph())).orElse(parameters);
        Calibration calibration = Calibration.of(recipe.graph(), calibrating, new Network(recipe.graph(), ranging)::activations);
        QuantisedGraph graph = Quantiser.quantise(recipe.graph(), parameters.values(), calibration, quantisation.plan()).graph();
        ProgressBars progress = new ProgressBars();
        try (Device device = deviceArguments.open(progress); Session session = new Session(graph, device)) {
            long start = System.nanoTime();
            return result(recipe, session.device().name(), measured(session, test, progress), start);
        }
    }

    private static Evaluation measured(Session session, Dataset test, ProgressMonitor progress) {
        int correct = 0;
        try (ProgressMonitor.Task task = progress.begin("measuring", test.size())) {
            for (int first = 0; first < test.size(); first += IMAGES_AT_ONCE) {
                correct += correct(session, test, first, Math.min(test.size(), first + IMAGES_AT_ONCE), task);
            }
        }
        return new Evaluation(test.size(), correct);
    }

    /** How many of a range of images are classified correctly. */
    private static int correct(Session session, Dataset test, int first, int end, ProgressMonitor.Task task) {
        QuantisedTensor read = session.graph().input();
        List<byte[]> inputs = IntStream.range(first, end).mapToObj(index -> read.quantisation().quantise(test.image(index))).toList();
        List<RunResult> results = session.runAll(inputs, task);
        return (int) IntStream.range(first, end).filter(index -> label(session, results.get(index - first)) == test.label(index)).count();
    }

    private static int label(Session session, RunResult result) {
        return Prediction.of("", session.graph().output(), result.output(), true).label();
    }

    private static Result result(Recipe recipe, String device, Evaluation evaluation, long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Result(recipe.graph().name(), device, evaluation.images(), evaluation.correct(), evaluation.accuracy(),
                evaluation.images() / seconds);
    }
}
