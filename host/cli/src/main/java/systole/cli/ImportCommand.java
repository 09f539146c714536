package systole.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import systole.onnx.ModelSummary;
import systole.onnx.model.Model;
import systole.onnx.model.ModelReader;
import systole.onnx.model.OnnxNode;
import systole.onnx.pass.Pass;
import systole.onnx.pass.Passes;
import systole.onnx.quantised.PlacedModel;
import systole.runtime.Device;
import systole.runtime.DeviceOptions;
import systole.runtime.Devices;
import systole.runtime.ProgressMonitor;

/** Tells what an ONNX model holds. */
@Command(name = "import", description = {"Read an ONNX model and tell what it holds and what of it runs where.",
    "What computes with 8-bit tensors runs on the array, float32 on the host."},
        footer = {"", "Examples:", "  systole import model.onnx", "  systole import model.onnx --show",
            "  systole import model.onnx --passes constant_folding,dead_code --show"})
final class ImportCommand implements Callable<Integer> {
    /** All devices' programs are the same; this one needs no simulator. */
    private static final String PLACING = "reference";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The model.")
    private Path file;

    @Option(names = "--passes", split = ",", paramLabel = "PASS",
            description = "Which passes make it simpler: all, none, or names, as --show tells them. Default: all.")
    private List<String> passNames = List.of("all");

    @Option(names = "--show", description = "Show the nodes before and after the passes, and what each pass changed.")
    private boolean show;

    @Option(names = "--array", paramLabel = "N", defaultValue = "16",
            description = "Rows and columns of the array, a power of two from 4 to 64. Default: ${DEFAULT-VALUE}.")
    private int array;

    @Mixin
    private JsonArgument json;

    private record Result(ModelSummary model, ModelSummary simplified, GraphForm graph, List<ImportedNode> nodes) {
    }

    @Override
    public Integer call() throws IOException {
        json.check();
        Passes passes = passes();
        Model model = ModelReader.read(file);
        PrintWriter out = spec.commandLine().getOut();
        ModelSummary summary = ModelSummary.of(model);
        print(summary, out);
        GraphForm graph = GraphForm.of(model);
        out.println(graph.text());
        showNodes("before", model, out);
        Model simplified = passes.apply(model, (pass, after) -> out.printf("pass %s: %d nodes, %,d parameters%n", name(pass),
                after.graph().nodes().size(), after.graph().parameters()));
        showNodes("after", simplified, out);
        List<ImportedNode> nodes = nodes(model, summary, graph);
        printPlaces(nodes, graph, out);
        out.flush();
        json.write(new Result(summary, ModelSummary.of(simplified), graph, nodes));
        return ExitCode.OK;
    }

    private Passes passes() {
        EnumSet<Pass> chosen = EnumSet.noneOf(Pass.class);
        for (String passName : passNames) {
            if (passName.equals("all")) {
                chosen.addAll(EnumSet.allOf(Pass.class));
            } else if (!passName.equals("none")) {
                chosen.add(pass(passName));
            }
        }
        return new Passes(chosen);
    }

    private static Pass pass(String name) {
        return Arrays.stream(Pass.values()).filter(pass -> name(pass).equals(name)).findFirst().orElseThrow(() -> new IllegalArgumentException(
                "there is no pass %s; passes are %s".formatted(name, Arrays.stream(Pass.values()).map(ImportCommand::name).toList())));
    }

    private static String name(Pass pass) {
        return pass.name().toLowerCase(Locale.ROOT);
    }

    private static void print(ModelSummary summary, PrintWriter out) {
        out.printf("%s%s, operators of version %d%n", summary.name(), summary.producer().isEmpty() ? "" : " by " + summary.producer(), summary.opset());
        summary.inputs().forEach(input -> out.println("input  " + input));
        summary.outputs().forEach(output -> out.println("output " + output));
        out.printf("%d nodes, %,d parameters%n", summary.nodes(), summary.parameters());
    }

    /** Where each node runs when the model does, before any passes. */
    private List<ImportedNode> nodes(Model model, ModelSummary summary, GraphForm graph) {
        boolean supported = summary.operators().stream().allMatch(ModelSummary.OperatorCount::supported);
        if (!supported || !PlacedModel.hasQuantised(model)) {
            return ImportedNode.of(model, graph.network());
        }
        ProgressBars progress = new ProgressBars();
        try (ProgressMonitor.Task _ = progress.begin("placing " + model.graph().name(), 1);
                Device device = Devices.open(PLACING, DeviceOptions.ofArray(array), progress);
                PlacedModel placed = PlacedModel.load(model, device)) {
            return ImportedNode.of(placed);
        }
    }

    private void printPlaces(List<ImportedNode> nodes, GraphForm graph, PrintWriter out) {
        if (show) {
            PlacementTable.printNodes(nodes, out);
        }
        PlacementTable.print(nodes, out);
        if (graph.network().isPresent()) {
            out.println("'systole quantise' makes an int8 model of it, for the array");
        }
    }

    private void showNodes(String when, Model model, PrintWriter out) {
        if (!show) {
            return;
        }
        out.println(when + ":");
        for (OnnxNode node : model.graph().nodes()) {
            out.printf("  %s: %s(%s) -> %s%n", node.name(), node.qualifiedOperator(), String.join(", ", node.inputs()), String.join(", ", node.outputs()));
        }
    }
}
