package systole.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import systole.cli.draw.PictureFormat;
import systole.files.WholeFile;
import systole.quant.QuantisationPlan;
import systole.quant.QuantisationReport;

/** Tells what quantisation costs a network, layer by layer. */
@Command(name = "quantisation", description = "Quantise a network, and measure layer by layer what int8 loses of float.",
        footer = {"",
            "Examples:",
            "  systole quantisation --model lenet5 --method entropy --bias-correction --plot lenet5.svg",
            "  systole quantisation --model resnet18 --granularity tensor --float-below 25 --json resnet18.json"})
final class QuantisationCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--model", required = true, paramLabel = "NAME", description = "A network: a model of the project or one of its digit networks.")
    private String model;

    @Option(names = "--weights", paramLabel = "FILE",
            description = "Weights, safetensors, npz or ONNX. Default: those of the project, trained or by chance.")
    private Optional<Path> weights = Optional.empty();

    @ArgGroup(exclusive = false, heading = "Images, if not those that the project draws:%n")
    private DataArguments data;

    @Mixin
    private QuantisationArguments arguments;

    @Option(names = "--float-below", paramLabel = "DB",
            description = "Leave convolutions and linear layers in float whose own ratio of signal to noise is below this.")
    private Optional<Double> floatBelow = Optional.empty();

    @Option(names = "--images", paramLabel = "K", defaultValue = "8",
            description = "How many images are measured, none of which ranges are chosen by. Default: ${DEFAULT-VALUE}.")
    private int images;

    @Mixin
    private JsonArgument json;

    @Option(names = "--plot", paramLabel = "FILE", description = "Draw each layer's ratios of signal to noise into this .svg or .png file.")
    private Optional<Path> plot = Optional.empty();

    private record Figures(String model, int images, String method, String weights, @JsonProperty("bias_correction") String biasCorrection,
            @JsonProperty("float_layers") Set<String> floatLayers, @JsonProperty("output_snr_db") double output,
            @JsonProperty("worst_layer") String worst, List<NoiseTable.Row> layers) {
    }

    @Override
    public Integer call() throws IOException {
        json.check();
        plot.map(OutputFile::checked).ifPresent(PictureFormat::of);
        if (images < 1) {
            throw new IllegalArgumentException("--images must be at least 1, not " + images);
        }
        QuantisationPlan plan = arguments.plan();
        PrintWriter out = spec.commandLine().getOut();
        try (QuantisationStudy study = QuantisationStudy.of(model, weights, Optional.ofNullable(data), arguments.images(), images, out,
                new ProgressBars())) {
            QuantisationReport report = study.report(plan);
            if (floatBelow.isPresent()) {
                plan = plan.leavingInFloat(noisy(report, study, plan.inFloat()));
                report = study.report(plan);
            }
            NoiseTable.print(report, plan, out);
            json.write(figures(report, plan));
            write(report);
        }
        return ExitCode.OK;
    }

    /** The layers that are noisier than wanted and can stay in float, and those that are in float already. */
    private Set<String> noisy(QuantisationReport report, QuantisationStudy study, Set<String> inFloat) {
        Set<String> names = report.layers().stream().filter(layer -> layer.alone() < floatBelow.orElseThrow())
                .map(QuantisationReport.Layer::name).filter(study::canStayInFloat).collect(Collectors.toCollection(TreeSet::new));
        names.addAll(inFloat);
        return names;
    }

    private static Figures figures(QuantisationReport report, QuantisationPlan plan) {
        return new Figures(report.model(), report.images(), plan.calibration().toString(), plan.weights().toString(), plan.bias().toString(),
                plan.inFloat(), report.output(), report.worst().orElseThrow().name(), NoiseTable.figures(report));
    }

    private void write(QuantisationReport report) throws IOException {
        if (plot.isPresent()) {
            WholeFile.write(plot.get(), stream -> PictureFormat.of(plot.get()).write(NoiseChart.of(report), stream));
        }
    }
}
