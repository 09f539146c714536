package systole.cli;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import systole.graph.Graph;
import systole.graph.Node;
import systole.graph.Shape;
import systole.models.Architecture;
import systole.models.Models;
import systole.models.Zoo;
import systole.runtime.ProgressMonitor;

/** The options that say what is measured. */
final class WorkloadArguments {
    private static final String BENCHMARKS = "all";
    private static final String ZOO = "zoo";

    @Option(names = "--model", required = true, paramLabel = "NAME", completionCandidates = WorkloadNames.class,
            description = "One of: ${COMPLETION-CANDIDATES}; or all: six networks for comparisons, one after the other; or zoo: every network.")
    private String model;

    @Mixin
    private SizeArguments size;

    @Mixin
    private WeightsArgument weights;

    /** Whether a single network or layer was named. */
    boolean isOne() {
        return !model.equals(BENCHMARKS) && !model.equals(ZOO);
    }

    /** What was named; throws {@link IllegalArgumentException} where it is unknown, or cannot be as the other options want it. */
    List<String> names() {
        if (!isOne() && weights.isGiven()) {
            throw new IllegalArgumentException("--weights are one network's; name it by --model instead of " + model);
        }
        if (Workloads.isLayer(model) && (weights.isGiven() || !size.isPublished())) {
            throw new IllegalArgumentException(
                    "%s is a single layer of one size; leave out --input-size, --width, --classes and --weights".formatted(model));
        }
        List<String> names = switch (model) {
            case BENCHMARKS -> Models.benchmarks();
            case ZOO -> Zoo.all().stream().map(Architecture::name).toList();
            default -> List.of(model);
        };
        names.forEach(Workloads::requireKnown);
        names.stream().filter(name -> !Workloads.isLayer(name)).map(name -> size.graph(Zoo.byName(name))).forEach(WorkloadArguments::requireMemory);
        return names;
    }

    /** Refuses a network whose weights and tensors of one image, all of which quantising keeps in float32, cannot be held. */
    private static void requireMemory(Graph graph) {
        long values = graph.parameterShapes().values().stream().mapToLong(Shape::size).sum();
        values += graph.nodes().stream().map(Node::output).mapToLong(Shape::size).sum();
        long most = Runtime.getRuntime().maxMemory();
        if (values > most / Float.BYTES) {
            throw new IllegalArgumentException(String.format(Locale.ROOT,
                    "%s of this size needs %.1f GB for weights and tensors, and Java may take %.1f GB; make it smaller or set JAVA_TOOL_OPTIONS=-Xmx",
                    graph.name(), 1e-9 * Float.BYTES * values, 1e-9 * most));
        }
    }

    /** One of the names, ready to be measured. */
    Workload workload(String name, ProgressMonitor monitor) {
        return Workloads.isLayer(name) ? Workloads.layer(name, monitor) : weights.workload(size.model(name), monitor);
    }

    /** By which networks share a bar: millions of MACs, and at least 1. */
    long megaMacs(String name) {
        return Workloads.isLayer(name) ? 1 : 1 + size.graph(Zoo.byName(name)).macs() / 1_000_000;
    }
}
