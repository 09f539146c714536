package systole.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import systole.models.data.ImageSplit;
import systole.models.recipe.Recipe;
import systole.nn.Checkpoint;
import systole.nn.EpochResult;
import systole.nn.FakeQuantisation;
import systole.nn.Parameters;
import systole.nn.TrainedWeights;
import systole.nn.Trainer;

/** Trains a network by a recipe. */
@Command(name = "train", description = "Train a network, and measure it after each epoch on images that it is not trained on.",
        footer = {"",
            "Examples:",
            "  systole train --recipe lenet5 --data mnist,drawn --output lenet5.safetensors --plot curve.svg",
            "  systole train --model convnet-4-8-12 --data mnist --epochs 5 --optimiser nesterov --learning-rate 0.02 --json figures.json",
            "  systole train --recipe lenet5 --data mnist --checkpoint lenet5.checkpoint --log runs/lenet5"})
final class TrainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RecipeArguments recipeArguments;

    @Mixin
    private DataArguments dataArguments;

    @Mixin
    private ThreadsArgument threads;

    @Option(names = "--output", paramLabel = "FILE", description = "Write the weights after the last epoch: .npz, or else safetensors.")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--best", paramLabel = "FILE", description = "Keep the best epoch's weights in this safetensors file.")
    private Optional<Path> best = Optional.empty();

    @Option(names = "--checkpoint", paramLabel = "FILE",
            description = "Write after each epoch all that it takes to go on; where the file exists already, go on from there.")
    private Optional<Path> checkpoint = Optional.empty();

    @Option(names = "--log", paramLabel = "FOLDER", description = "Write event files for TensorBoard into this folder.")
    private Optional<Path> log = Optional.empty();

    @Option(names = "--weights", paramLabel = "FILE", description = "Start from these weights, as far as names and shapes fit.")
    private Optional<Path> weights = Optional.empty();

    @Option(names = "--freeze", split = ",", paramLabel = "NODE", description = "Leave these nodes' weights as they are.")
    private Set<String> frozen = Set.of();

    @Option(names = "--quantisation-aware",
            description = "Train, as a rule from trained --weights, what the network will be in int8 by the options below.")
    private boolean quantisationAware;

    @Mixin
    private QuantisationArguments quantisation;

    @Mixin
    private PlotArgument plot;

    @Mixin
    private JsonArgument json;

    @Override
    public Integer call() throws IOException {
        json.check();
        plot.check();
        List.of(output, best, checkpoint).forEach(file -> file.ifPresent(OutputFile::checked));
        PrintWriter out = spec.commandLine().getOut();
        Recipe recipe = recipeArguments.recipe();
        ImageSplit images = recipe.requireFit(dataArguments.read(recipe.graph(), out));
        Parameters parameters = start(recipe, out);
        Trainer trainer = new Trainer(recipe.graph(), parameters, recipe.optimiser(),
                recipe.plan().withThreads(threads.count()).freezing(frozen), rounding(recipe, parameters, images));
        checkpoint.filter(Files::exists).ifPresent(file -> trainer.resume(Checkpoint.read(file)));
        try (TrainingReport report = new TrainingReport(recipe, out);
                TrainingFiles files = new TrainingFiles(best, checkpoint, log, recipe.graph())) {
            List<EpochResult> results = trainer.train(recipe.dataset(images.training()), recipe.dataset(images.test()), files.after(report));
            output.ifPresent(file -> WeightsFile.write(file, new TrainedWeights(parameters, results)));
            report.print(results);
            plot.write(PlotArgument.ofTraining(recipe.graph().name(), results));
            json.write(report.figures(results));
        }
        return ExitCode.OK;
    }

    private Parameters start(Recipe recipe, PrintWriter out) {
        Parameters parameters = recipe.start();
        weights.ifPresent(file -> out.printf("%s: %s%n", file, parameters.loadByName(WeightsFile.read(file))));
        return parameters;
    }

    private FakeQuantisation rounding(Recipe recipe, Parameters parameters, ImageSplit images) {
        return quantisationAware ? QuantisationAwareness.of(recipe.graph(), parameters, recipe.dataset(images.training()), quantisation)
                : FakeQuantisation.NONE;
    }
}
