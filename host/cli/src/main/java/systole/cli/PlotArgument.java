package systole.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Option;
import systole.cli.draw.PictureFormat;
import systole.files.WholeFile;
import systole.nn.EpochResult;
import systole.nn.Score;

/** The option that draws learning curves. */
final class PlotArgument {
    @Option(names = "--plot", paramLabel = "FILE", description = "Draw the learning curves into this .svg or .png file.")
    private Optional<Path> file = Optional.empty();

    /** Refuses a file that could not be written, before the work begins. */
    void check() {
        file.map(OutputFile::checked).ifPresent(PictureFormat::of);
    }

    /** Draws where a file was asked for. */
    void write(List<Curves> curves) throws IOException {
        if (file.isPresent()) {
            WholeFile.write(file.get(), stream -> PictureFormat.of(file.get()).write(CurveCharts.of(curves), stream));
        }
    }

    /** Loss and accuracy of one training. */
    static List<Curves> ofTraining(String name, List<EpochResult> results) {
        return List.of(new Curves(name, "loss", lines(results, Score::loss)),
                new Curves(name, "accuracy in %", lines(results, score -> 100 * score.accuracy())));
    }

    private static Map<String, List<Double>> lines(List<EpochResult> results, ToDoubleFunction<Score> measure) {
        Map<String, List<Double>> lines = new LinkedHashMap<>();
        for (EpochResult result : results) {
            lines.computeIfAbsent("training", _ -> new ArrayList<>()).add(measure.applyAsDouble(result.training()));
            result.validation().ifPresent(held -> lines.computeIfAbsent("not trained on", _ -> new ArrayList<>()).add(measure.applyAsDouble(held)));
        }
        return lines;
    }
}
