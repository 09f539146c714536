package systole.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import systole.cli.draw.PictureFormat;
import systole.files.WholeFile;
import systole.runtime.report.CsvFile;
import systole.runtime.report.Report;

/** The options that keep a benchmark's layers as a table and as a picture. */
final class FigureArguments {
    @Option(names = "--csv", paramLabel = "FILE", description = "Write a row for each layer as comma-separated values to this file.")
    private Optional<Path> csv = Optional.empty();

    @Option(names = "--plot", paramLabel = "FILE",
            description = "Draw where each layer's cycles go, as bars, into this .svg or .png file.")
    private Optional<Path> plot = Optional.empty();

    /** Refuses files that could not be written, before the work begins. */
    void check() {
        csv.ifPresent(OutputFile::checked);
        plot.map(OutputFile::checked).ifPresent(PictureFormat::of);
    }

    /** Writes what was asked for. */
    void write(List<Report> reports) throws IOException {
        if (csv.isPresent()) {
            CsvFile.write(csv.get(), reports);
        }
        if (plot.isPresent()) {
            LayerCharts charts = LayerCharts.of(reports);
            WholeFile.write(plot.get(), stream -> PictureFormat.of(plot.get()).write(charts, stream));
        }
    }
}
