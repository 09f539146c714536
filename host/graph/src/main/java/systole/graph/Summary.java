package systole.graph;

import java.util.Locale;

/** A graph as a text table. */
final class Summary {
    private static final String ROW = "%-16s %-12s %12s %14s %16s\n";

    private Summary() {
    }

    static String of(Graph graph) {
        StringBuilder table = new StringBuilder(row("node", "type", "output", "parameters", "MACs"));
        for (Node node : graph.nodes()) {
            table.append(row(node.name(), node.type(), node.output().toString(), grouped(parameters(graph, node)), grouped(graph.macs(node))));
        }
        long parameters = graph.nodes().stream().mapToLong(node -> parameters(graph, node)).sum();
        return table.append(row("total", "", "", grouped(parameters), grouped(graph.macs()))).toString();
    }

    private static long parameters(Graph graph, Node node) {
        return graph.parameterShapes(node).values().stream().mapToLong(Shape::size).sum();
    }

    private static String row(String node, String type, String output, String parameters, String macs) {
        return ROW.formatted(node, type, output, parameters, macs);
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
