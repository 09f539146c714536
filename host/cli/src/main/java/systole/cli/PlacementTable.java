package systole.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says in a table which of a model's nodes run where, and why. */
final class PlacementTable {
    private PlacementTable() {
    }

    private record Row(String operator, String place, String reason) {
    }

    /** Prints a row for each operator and reason, and the number of the array's programs. */
    static void print(List<ImportedNode> nodes, PrintWriter out) {
        Map<Row, Integer> counts = new LinkedHashMap<>();
        nodes.forEach(node -> counts.merge(new Row(node.operator(), node.place(), node.reason()), 1, Integer::sum));
        TextTable table = new TextTable(4, 1);
        table.add("operator", "nodes", "runs on", "since");
        counts.forEach((row, count) -> table.add(row.operator, String.valueOf(count), row.place, row.reason));
        table.print(out);
        long onArray = nodes.stream().filter(node -> node.region() > 0).count();
        out.printf("%d of %d nodes on the array; programs: %d%n",
                onArray, nodes.size(), nodes.stream().mapToInt(ImportedNode::region).max().orElse(0));
    }

    /** Prints a row for each node. */
    static void printNodes(List<ImportedNode> nodes, PrintWriter out) {
        TextTable table = new TextTable(5, 4);
        table.add("node", "operator", "makes", "runs on", "since");
        nodes.forEach(node -> table.add(node.node(), node.operator(), text(node.extents()),
                node.region() > 0 ? "array, program " + node.region() : node.place(), node.reason()));
        table.print(out);
    }

    private static String text(List<Integer> extents) {
        return extents.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }
}
