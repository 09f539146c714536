package systole.cli;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import systole.models.Model;
import systole.models.Models;
import systole.onnx.export.FloatExport;
import systole.onnx.export.OnnxFile;

/** Writes one of the project's networks as an ONNX model. */
@Command(name = "export", description = "Write one of the project's networks as an ONNX model.",
        footer = {"", "Examples:", "  systole export --model lenet5 --output lenet5.onnx", "  systole export --model resnet18 --int8 --output resnet18-int8.onnx"})
final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--model", required = true, paramLabel = "NAME", description = "The network, as in lenet5.")
    private String name;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "The ONNX model.")
    private Path output;

    @Option(names = "--int8", arity = "0..1", paramLabel = "FORM", fallbackValue = "integer",
            description = "Quantise it first, as 'bench' does: in integer operators, or 'qdq'. Default: float32.")
    private Optional<IntegerModelForm> form = Optional.empty();

    @Override
    public Integer call() throws IOException {
        OutputFile.checked(output);
        ModelProto model = form.map(chosen -> chosen.export(Workloads.of(name, new ProgressBars()).graph())).orElseGet(() -> {
            Model seeded = Models.byName(name);
            return FloatExport.of(seeded.graph(), seeded.parameters().values());
        });
        OnnxFile.write(output, model);
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%s: %d nodes%n", output, model.getGraph().getNodeCount());
        out.flush();
        return ExitCode.OK;
    }
}
