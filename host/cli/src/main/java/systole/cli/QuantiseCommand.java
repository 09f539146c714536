package systole.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import systole.models.data.Normalisation;
import systole.nn.Network;
import systole.nn.Workers;
import systole.onnx.bridge.FloatNetwork;
import systole.onnx.bridge.GraphBridge;
import systole.onnx.export.OnnxFile;
import systole.onnx.model.ModelReader;
import systole.quant.Calibration;
import systole.quant.QuantisationPlan;
import systole.quant.QuantisationReport;
import systole.quant.QuantisedModel;
import systole.quant.Quantiser;
import systole.runtime.ProgressMonitor;
import systole.runtime.reference.HostOperator;

/** Quantises an ONNX model. */
@Command(name = "quantise", description = "Make an int8 ONNX model of a float32 one; it takes and gives float32 as that does.",
        footer = {"", "Examples:", "  systole quantise --onnx model.onnx --calibrate ../shared/data/mnist --output model-int8.onnx",
            "  systole quantise --onnx model.onnx --calibrate drawn --method entropy --report 8 --output model-int8.onnx",
            "  systole quantise --onnx resnet50.onnx --calibrate photos --mean 0.485,0.456,0.406 --deviation 0.229,0.224,0.225 "
                    + "--form qdq --output q.onnx"})
final class QuantiseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--onnx", required = true, paramLabel = "FILE", description = "The float32 model: one input, one output.")
    private Path file;

    @Option(names = "--calibrate", required = true, paramLabel = "DATA",
            description = "A folder of pictures or of tensors, .npy or .pb; or a data set, as 'evaluate --data' takes it.")
    private String source;

    @Option(names = "--ranges-of", paramLabel = "FILE",
            description = "Choose activations' ranges by what this model makes of the data, not the model's own: by the network from which a "
                    + "quantisation-aware training started.")
    private Optional<Path> rangesOf = Optional.empty();

    @Mixin
    private QuantisationArguments quantisation;

    @Option(names = "--report", paramLabel = "K", defaultValue = "0",
            description = "Measure layer by layer what int8 loses of float, on the last K of the data's images, which do not calibrate then.")
    private int reported;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "The int8 model.")
    private Path output;

    @Option(names = "--form", paramLabel = "FORM", defaultValue = "integer",
            description = "integer: QLinearConv and its like, of which each result is the array's; qdq: float operators between DequantizeLinear "
                    + "and QuantizeLinear. Default: ${DEFAULT-VALUE}.")
    private IntegerModelForm form;

    @Option(names = "--mean", split = ",", paramLabel = "M", description = "What is taken off a picture's pixels, which are 0 to 1. Default: 0.")
    private List<Float> mean = Normalisation.NONE.mean();

    @Option(names = "--deviation", split = ",", paramLabel = "S", description = "What they are divided by then. Default: 1.")
    private List<Float> deviation = Normalisation.NONE.deviation();

    @Mixin
    private JsonArgument json;

    private record Result(String model, int images, int layers, double seconds, List<NoiseTable.Row> report) {
    }

    @Override
    public Integer call() throws IOException {
        json.check();
        OutputFile.checked(output);
        QuantisationPlan plan = quantisation.plan();
        long start = System.nanoTime();
        FloatNetwork network = GraphBridge.of(ModelReader.read(file));
        List<float[]> images = images(network);
        List<float[]> calibrating = images.subList(0, images.size() - reported);
        QuantisedModel quantised = Quantiser.quantise(
                network.graph(), network.parameters().values(), calibration(ranging(network), calibrating), plan);
        OnnxFile.write(output, form.export(quantised.graph()));
        PrintWriter out = spec.commandLine().getOut();
        double seconds = (System.nanoTime() - start) / 1e9;
        int layers = quantised.graph().nodes().size();
        List<float[]> measured = images.subList(calibrating.size(), images.size());
        List<NoiseTable.Row> rows = measured.isEmpty() ? List.of() : report(network, quantised, measured, plan, out);
        out.printf(Locale.ROOT, "%s: %d layers, calibrated by %d images in %.1f s%n", output, layers, calibrating.size(), seconds);
        out.flush();
        json.write(new Result(network.graph().name(), calibrating.size(), layers, seconds, rows));
        return ExitCode.OK;
    }

    /** Those that calibrate, and behind them those that are measured. */
    private List<float[]> images(FloatNetwork network) throws IOException {
        if (reported < 0) {
            throw new IllegalArgumentException("--report must be at least 0, not " + reported);
        }
        List<float[]> images = new CalibrationFiles(network.graph().input().output(), new Normalisation(mean, deviation),
                Math.addExact(quantisation.images(), reported)).read(source);
        if (images.size() <= reported) {
            throw new IllegalArgumentException("%s has %d images, which --report %d leaves none of to calibrate by"
                    .formatted(source, images.size(), reported));
        }
        return images;
    }

    private static List<NoiseTable.Row> report(FloatNetwork network, QuantisedModel quantised, List<float[]> images, QuantisationPlan plan,
            PrintWriter out) {
        QuantisationReport report = counting("measuring", network, images.size(),
                activations -> QuantisationReport.of(quantised, images, activations, HostOperator::run));
        NoiseTable.print(report, plan, out);
        return NoiseTable.figures(report);
    }

    private FloatNetwork ranging(FloatNetwork network) throws IOException {
        if (rangesOf.isEmpty()) {
            return network;
        }
        FloatNetwork ranging = GraphBridge.of(ModelReader.read(rangesOf.get()));
        if (!ranging.graph().equals(network.graph())) {
            throw new IllegalArgumentException("%s is another network than %s; ranges are those of one network with other weights"
                    .formatted(rangesOf.get(), file));
        }
        return ranging;
    }

    private static Calibration calibration(FloatNetwork network, List<float[]> images) {
        return counting("calibrating", network, images.size(), activations -> Calibration.of(network.graph(), images, activations));
    }

    /** Does what asks for each image's activations once, and shows how far it is. */
    private static <T> T counting(String what, FloatNetwork network, int images, Function<Function<float[], Map<String, float[]>>, T> work) {
        try (Workers workers = Workers.of(Runtime.getRuntime().availableProcessors());
                ProgressMonitor.Task task = new ProgressBars().begin(what + " " + network.graph().name(), images)) {
            Network runner = new Network(network.graph(), network.parameters(), workers);
            return work.apply(image -> {
                task.advance(1);
                return runner.activations(image);
            });
        }
    }
}
