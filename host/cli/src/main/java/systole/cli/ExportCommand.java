package systole.cli;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import systole.models.Model;
import systole.onnx.export.FloatExport;
import systole.onnx.export.OnnxFile;
import systole.runtime.ProgressMonitor;

/** Writes one of the zoo's networks as an ONNX model. */
@Command(name = "export", description = "Write one of the zoo's networks as an ONNX model, float32 or int8.",
        footer = {"",
            "Examples:",
            "  systole export --model lenet5 --output lenet5.onnx",
            "  systole export --model lenet5 --weights mine.safetensors --int8 --output lenet5-int8.onnx",
            "  systole export --model resnet50 --input-size 64 --width 0.25 --int8 qdq --output resnet50-qdq.onnx"})
final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--model", required = true, paramLabel = "NAME", description = "The network; 'systole models' lists them.")
    private String name;

    @Mixin
    private SizeArguments size;

    @Mixin
    private WeightsArgument weights;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "The ONNX model.")
    private Path output;

    @Option(names = "--int8", arity = "0..1", paramLabel = "FORM", fallbackValue = "integer",
            description = "Quantise it first, as 'bench' does: in integer operators, or 'qdq'. Default: float32.")
    private Optional<IntegerModelForm> form = Optional.empty();

    @Override
    public Integer call() throws IOException {
        OutputFile.checked(output);
        Model network = size.model(name);
        ProgressBars progress = new ProgressBars();
        ModelProto model = form.map(chosen -> chosen.export(weights.workload(network, progress).graph())).orElseGet(() -> inFloat(network, progress));
        OnnxFile.write(output, model);
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%s: %d nodes%n", output, model.getGraph().getNodeCount());
        out.flush();
        return ExitCode.OK;
    }

    private ModelProto inFloat(Model network, ProgressMonitor monitor) {
        try (ProgressMonitor.Task _ = monitor.begin("exporting " + name, 1)) {
            return FloatExport.of(network.graph(), weights.parameters(network).values());
        }
    }
}
