package systole.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
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
import systole.quant.QuantisedGraph;
import systole.quant.Quantiser;
import systole.runtime.ProgressMonitor;

/** Quantises an ONNX model. */
@Command(name = "quantise", description = "Make an int8 ONNX model of a float32 one; it takes and gives float32 as that does.",
        footer = {"", "Examples:", "  systole quantise --onnx model.onnx --calibrate ../shared/data/mnist --output model-int8.onnx",
            "  systole quantise --onnx model.onnx --calibrate drawn --method entropy --bias-correction --output model-int8.onnx",
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

    private record Result(String model, int images, int layers, @JsonProperty("seconds") double seconds) {
    }

    @Override
    public Integer call() throws IOException {
        json.check();
        OutputFile.checked(output);
        QuantisationPlan plan = quantisation.plan();
        long start = System.nanoTime();
        FloatNetwork network = GraphBridge.of(ModelReader.read(file));
        List<float[]> images = new CalibrationFiles(network.graph().input().output(), new Normalisation(mean, deviation),
                quantisation.images()).read(source);
        QuantisedGraph quantised = Quantiser.quantise(network.graph(), network.parameters().values(), calibration(ranging(network), images), plan).graph();
        OnnxFile.write(output, form.export(quantised));
        Result result = new Result(network.graph().name(), images.size(), quantised.nodes().size(), (System.nanoTime() - start) / 1e9);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "%s: %d layers, calibrated by %d images in %.1f s%n", output, result.layers, result.images, result.seconds);
        out.flush();
        json.write(result);
        return ExitCode.OK;
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
        try (Workers workers = Workers.of(Runtime.getRuntime().availableProcessors());
                ProgressMonitor.Task task = new ProgressBars().begin("calibrating " + network.graph().name(), images.size())) {
            Network runner = new Network(network.graph(), network.parameters(), workers);
            return Calibration.of(network.graph(), images, image -> {
                task.advance(1);
                return runner.activations(image);
            });
        }
    }
}
