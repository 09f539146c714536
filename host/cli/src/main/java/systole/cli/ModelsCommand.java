package systole.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import systole.graph.Graph;
import systole.graph.Shape;
import systole.models.Architecture;
import systole.models.Models;
import systole.models.Zoo;

/** Lists the zoo. */
@Command(name = "models", description = "List the networks of the zoo with parameters, MACs of an image, input and output.",
        footer = {"",
            "Examples:",
            "  systole models",
            "  systole models --width 0.5 --json zoo.json",
            "  systole models resnet50 densenet121 --input-size 64"})
final class ModelsCommand implements Callable<Integer> {
    private static final int WORDS = 1;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Which networks. Default: all.")
    private List<String> names = List.of();

    @Mixin
    private SizeArguments size;

    @Mixin
    private JsonArgument json;

    private record Row(String name, String paper, List<Integer> input, List<Integer> output, long parameters, long macs, boolean trained) {
        static Row of(Architecture architecture, Graph graph, boolean trained) {
            long parameters = graph.parameterShapes().values().stream().mapToLong(Shape::size).sum();
            return new Row(architecture.name(), architecture.paper(), graph.input().output().extents(), graph.outputShape().extents(), parameters,
                    graph.macs(), trained);
        }
    }

    @Override
    public Integer call() throws IOException {
        json.check();
        List<Architecture> listed = names.isEmpty() ? Zoo.all() : names.stream().map(Zoo::byName).toList();
        List<Row> rows = listed.stream().map(any -> Row.of(any, size.graph(any), size.isPublished() && Models.isTrained(any.name()))).toList();
        print(rows, spec.commandLine().getOut());
        json.write(rows);
        return ExitCode.OK;
    }

    private static void print(List<Row> rows, PrintWriter out) {
        TextTable table = new TextTable(7, WORDS);
        table.add("network", "input", "output", "parameters", "MACs", "weights", "paper");
        rows.forEach(row -> table.add(row.name, text(row.input), text(row.output), count(row.parameters), count(row.macs),
                row.trained ? "trained" : "by chance", row.paper));
        table.print(out);
        out.flush();
    }

    private static String text(List<Integer> extents) {
        return new Shape(extents).toString();
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
