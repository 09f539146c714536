package systole.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import systole.models.data.ImageSplit;
import systole.models.recipe.Recipe;
import systole.models.recipe.Study;
import systole.nn.EpochResult;
import systole.nn.Score;
import systole.nn.TrainingListener;

/** Trains the same networks in different ways and draws what it changes. */
@Command(name = "study",
        description = "Train small networks in different ways, and draw what batch normalisation, dropout, initialisers and optimisers change.")
final class StudyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--study", paramLabel = "FILE", description = "A JSON file that says what is compared. Default: the project's own study.")
    private Optional<Path> file = Optional.empty();

    @Mixin
    private DataArguments dataArguments;

    @Mixin
    private ThreadsArgument threads;

    @Mixin
    private PlotArgument plot;

    @Mixin
    private JsonArgument json;

    @Override
    public Integer call() throws IOException {
        json.check();
        plot.check();
        List<Curves> curves = new ArrayList<>();
        for (Study.Panel panel : file.map(Study::read).orElseGet(Study::shipped).panels()) {
            curves.add(curves(panel));
        }
        plot.write(curves);
        json.write(curves);
        return ExitCode.OK;
    }

    private Curves curves(Study.Panel panel) {
        Map<String, List<Double>> lines = new LinkedHashMap<>();
        panel.runs().forEach((name, recipe) -> lines.put(name, line(panel, name, recipe)));
        return new Curves(panel.title(), panel.measure().label(), lines);
    }

    private List<Double> line(Study.Panel panel, String name, Recipe recipe) {
        PrintWriter out = spec.commandLine().getOut();
        ImageSplit images = recipe.requireFit(dataArguments.read(recipe.graph(), out));
        List<EpochResult> results = recipe.trainer(recipe.start(), recipe.plan().withThreads(threads.count())).train(
                recipe.dataset(images.training().range(0, Math.min(panel.images(), images.training().size()))), recipe.dataset(images.test()),
                TrainingListener.NONE);
        Score last = results.getLast().score();
        out.printf(Locale.ROOT, "%s, %s: loss %.4f, accuracy %.2f %%%n", panel.title(), name, last.loss(), 100 * last.accuracy());
        out.flush();
        return results.stream().map(panel.measure()::of).toList();
    }
}
