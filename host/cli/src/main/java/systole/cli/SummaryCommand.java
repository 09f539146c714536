package systole.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import systole.cli.draw.GraphDrawing;
import systole.cli.draw.PictureFormat;
import systole.files.WholeFile;
import systole.graph.Graph;
import systole.graph.ReceptiveField;
import systole.graph.Summary;
import systole.models.Models;

/** Tells what a network is made of. */
@Command(name = "summary",
        description = "List a network's layers: output, parameters, multiply-accumulates, bytes of activations for one image, and how many pixels of "
                + "the input an element sees, from one to the next how far apart.",
        footer = {"",
            "Examples:",
            "  systole summary --model lenet5",
            "  systole summary --model resnet50 --svg resnet50.svg --json resnet50.json"})
final class SummaryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--model", required = true, paramLabel = "NAME", description = "Any network that the project has.")
    private String model;

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw the graph into this .svg (or .png) file.")
    private Optional<Path> picture = Optional.empty();

    @Mixin
    private JsonArgument json;

    /** The whole as JSON. */
    private record Figures(String model, long parameters, long macs, @JsonProperty("activation_bytes") long activationBytes, List<Layer> layers) {
        static Figures of(Summary summary) {
            return new Figures(summary.graph(), summary.parameters(), summary.macs(), summary.activationBytes(),
                    summary.layers().stream().map(Layer::of).toList());
        }
    }

    private record Layer(String name, String type, List<Integer> output, long parameters, long macs,
            @JsonProperty("activation_bytes") long activationBytes, @JsonProperty("receptive_field") ReceptiveField receptiveField) {
        static Layer of(Summary.Layer layer) {
            return new Layer(layer.name(), layer.type(), layer.output().extents(), layer.parameters(), layer.macs(), layer.activationBytes(),
                    layer.receptiveField());
        }
    }

    @Override
    public Integer call() throws IOException {
        json.check();
        picture.map(OutputFile::checked).ifPresent(PictureFormat::of);
        Graph graph = Models.graph(model);
        Summary summary = graph.summary();
        PrintWriter out = spec.commandLine().getOut();
        out.print(summary);
        out.flush();
        json.write(Figures.of(summary));
        if (picture.isPresent()) {
            WholeFile.write(picture.get(), stream -> PictureFormat.of(picture.get()).write(GraphDrawing.of(graph), stream));
        }
        return ExitCode.OK;
    }
}
