package systole.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import systole.onnx.quantised.Placement;

/** Says in a table which of a model's nodes run where, and why. */
final class PlacementTable {
    private PlacementTable() {
    }

    private record Row(String operator, String place, String reason) {
    }

    /** Prints a row for each operator and reason, and the number of the array's programs. */
    static void print(List<Placement> placements, PrintWriter out) {
        Map<Row, Integer> counts = new LinkedHashMap<>();
        placements.forEach(node -> counts.merge(new Row(node.operator(), node.place(), node.reason()), 1, Integer::sum));
        TextTable table = new TextTable(4, 1);
        table.add("operator", "nodes", "runs on", "since");
        counts.forEach((row, count) -> table.add(row.operator, String.valueOf(count), row.place, row.reason));
        table.print(out);
        long onArray = placements.stream().filter(node -> node.region() > 0).count();
        out.printf("%d of %d nodes on the array; programs: %d%n",
                onArray, placements.size(), placements.stream().mapToInt(Placement::region).max().orElse(0));
    }

    /** Prints a row for each node. */
    static void printNodes(List<Placement> placements, PrintWriter out) {
        TextTable table = new TextTable(4, 3);
        table.add("node", "operator", "runs on", "since");
        placements.forEach(node -> table.add(node.node(), node.operator(),
                node.region() > 0 ? "array, program " + node.region() : node.place(), node.reason()));
        table.print(out);
    }
}
