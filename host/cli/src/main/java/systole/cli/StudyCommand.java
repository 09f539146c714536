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
import systole.runtime.ProgressMonitor;

/** Trains the same networks in different ways and draws what it changes. */
@Command(name = "study",
        description = "Train small networks in different ways, and draw what batch normalisation, dropout, initialisers and optimisers change.",
        footer = {"",
            "Examples:",
            "  systole study --data mnist --plot study.svg",
            "  systole study --study rates.json --data mnist,drawn --json rates.figures.json"})
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

    private final ProgressBars progress = new ProgressBars();

    @Override
    public Integer call() throws IOException {
        json.check();
        plot.check();
        List<Study.Panel> panels = file.map(Study::read).orElseGet(Study::shipped).panels();
        int epochs = panels.stream().flatMap(panel -> panel.runs().values().stream()).mapToInt(recipe -> recipe.plan().epochs()).sum();
        List<Curves> curves = new ArrayList<>();
        try (ProgressMonitor.Task task = progress.begin("training, epoch", epochs)) {
            for (Study.Panel panel : panels) {
                curves.add(curves(panel, task));
            }
        }
        plot.write(curves);
        json.write(curves);
        return ExitCode.OK;
    }

    private Curves curves(Study.Panel panel, ProgressMonitor.Task task) {
        Map<String, List<Double>> lines = new LinkedHashMap<>();
        panel.runs().forEach((name, recipe) -> lines.put(name, line(panel, name, recipe, task)));
        return new Curves(panel.title(), panel.measure().label(), lines);
    }

    private List<Double> line(Study.Panel panel, String name, Recipe recipe, ProgressMonitor.Task task) {
        PrintWriter out = spec.commandLine().getOut();
        ImageSplit images = recipe.requireFit(dataArguments.read(recipe.graph(), out));
        List<EpochResult> results = recipe.trainer(recipe.start(), recipe.plan().withThreads(threads.count())).train(
                recipe.dataset(images.training().range(0, Math.min(panel.images(), images.training().size()))), recipe.dataset(images.test()),
                TrainingListener.ofEpochs(_ -> task.advance(1)));
        Score last = results.getLast().score();
        progress.interrupt(() -> {
            out.printf(Locale.ROOT, "%s, %s: loss %.4f, accuracy %.2f %%%n", panel.title(), name, last.loss(), 100 * last.accuracy());
            out.flush();
        });
        return results.stream().map(panel.measure()::of).toList();
    }
}
