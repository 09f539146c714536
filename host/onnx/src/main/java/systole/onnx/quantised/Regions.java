package systole.onnx.quantised;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import systole.onnx.model.OnnxGraph;
import systole.onnx.model.OnnxNode;
import systole.onnx.model.ValueInfo;
import systole.quant.QuantisedGraph;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedTensor;

/** Gathers units into regions: all that can be computed from one tensor without the host. */
final class Regions {
    private final Plan plan;
    private final Map<String, List<OnnxNode>> readers;
    private final Set<String> outputs;

    private Regions(Plan plan) {
        this.plan = plan;
        OnnxGraph graph = plan.model().graph();
        readers = graph.nodes().stream().flatMap(node -> node.inputs().stream().distinct().map(read -> Map.entry(read, node)))
                .collect(Collectors.groupingBy(Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        outputs = graph.outputs().stream().map(ValueInfo::name).collect(Collectors.toSet());
    }

    /** The regions in the model's order; a unit that reads two tensors of the host or of different regions is in none. */
    static List<Region> of(Plan plan) {
        Regions regions = new Regions(plan);
        List<Region> found = new ArrayList<>();
        Set<Unit> assigned = new HashSet<>();
        for (Unit unit : plan.units()) {
            if (!assigned.contains(unit) && new HashSet<>(unit.reads()).size() == 1) {
                List<Unit> reached = reached(unit.reads().getFirst(), plan.units().stream().filter(other -> !assigned.contains(other)).toList());
                assigned.addAll(reached);
                found.add(regions.region(unit.reads().getFirst(), reached, found.size() + 1));
            }
        }
        return found;
    }

    private static List<Unit> reached(String entry, List<Unit> units) {
        Set<String> made = new HashSet<>(Set.of(entry));
        List<Unit> reached = new ArrayList<>();
        for (Unit unit : units) {
            if (made.containsAll(unit.reads())) {
                made.add(unit.output());
                reached.add(unit);
            }
        }
        return reached;
    }

    private Region region(String entry, List<Unit> units, int number) {
        Set<String> inside = units.stream().flatMap(unit -> unit.nodes().stream()).map(OnnxNode::name).collect(Collectors.toSet());
        QuantisedTensor input = new QuantisedTensor(entry, plan.tensors().shape(entry), plan.type(entry).quantisation());
        List<QuantisedGraph> graphs = units.stream().map(Unit::output).filter(tensor -> isReadOutside(tensor, inside))
                .map(tensor -> graph("%s.%d".formatted(plan.model().graph().name(), number), input, units, tensor)).toList();
        return new Region(entry, units, graphs);
    }

    private boolean isReadOutside(String tensor, Set<String> inside) {
        return outputs.contains(tensor) || readers.getOrDefault(tensor, List.of()).stream().anyMatch(reader ->
                !inside.contains(reader.name()) && (!isDequantised(reader) || isReadOutside(reader.outputs().getFirst(), inside)));
    }

    private static boolean isDequantised(OnnxNode reader) {
        return reader.operator().equals("DequantizeLinear");
    }

    private static QuantisedGraph graph(String name, QuantisedTensor input, List<Unit> units, String output) {
        Set<String> needed = new HashSet<>(Set.of(output));
        List<QuantisedNode> nodes = new ArrayList<>();
        for (QuantisedNode node : units.stream().flatMap(unit -> unit.lowered().stream()).toList().reversed()) {
            if (needed.contains(node.name())) {
                nodes.addFirst(node);
                needed.addAll(node.inputs());
            }
        }
        return new QuantisedGraph(name, input, nodes);
    }
}
