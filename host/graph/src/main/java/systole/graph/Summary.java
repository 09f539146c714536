package systole.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a network is made of and costs, layer by layer.
 *
 * @param graph the network's name
 * @param layers in the graph's order, the input first
 */
public record Summary(String graph, List<Layer> layers) {
    private static final List<String> TITLES = List.of("node", "type", "output", "parameters", "MACs", "bytes", "sees", "jump");
    private static final String GAP = "  ";
    private static final int WORDS = 2;

    /**
     * A node.
     *
     * @param parameters that training changes; running statistics are not among them
     * @param macs multiply-accumulates of one image, see {@link Graph#macs(Node)}
     * @param activationBytes of its output for one image, in float32
     * @param receptiveField what an element of its output sees of the input
     */
    public record Layer(String name, String type, Shape output, long parameters, long macs, long activationBytes, ReceptiveField receptiveField) {
    }

    public Summary {
        layers = List.copyOf(layers);
    }

    static Summary of(Graph graph) {
        Map<String, ReceptiveField> fields = graph.receptiveFields();
        return new Summary(graph.name(), graph.nodes().stream().map(node -> new Layer(node.name(), node.type(), node.output(),
                graph.parameterShapes(node).values().stream().mapToLong(Shape::size).sum(), graph.macs(node),
                (long) Float.BYTES * node.output().size(), fields.get(node.name()))).toList());
    }

    /** Of all layers. */
    public long parameters() {
        return total(Layer::parameters);
    }

    /** Of all layers. */
    public long macs() {
        return total(Layer::macs);
    }

    /** Of all layers: what one image takes where all are kept, as in training. */
    public long activationBytes() {
        return total(Layer::activationBytes);
    }

    private long total(ToLongFunction<Layer> figure) {
        return layers.stream().mapToLong(figure).sum();
    }

    /** A table with totals; lines end in {@code \n}. */
    @Override
    public String toString() {
        List<List<String>> rows = new ArrayList<>(List.of(TITLES));
        layers.forEach(layer -> rows.add(row(layer)));
        rows.add(List.of("total", "", "", grouped(parameters()), grouped(macs()), grouped(activationBytes()), "", ""));
        int[] widths = IntStream.range(0, TITLES.size())
                .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElseThrow()).toArray();
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining());
    }

    private static List<String> row(Layer layer) {
        return List.of(layer.name, layer.type, layer.output.toString(), grouped(layer.parameters), grouped(layer.macs),
                grouped(layer.activationBytes), layer.receptiveField.toString(), jumps(layer.receptiveField));
    }

    private static String jumps(ReceptiveField field) {
        String rows = jump(field.rows());
        String columns = jump(field.columns());
        return rows.equals(columns) ? rows : rows + "x" + columns;
    }

    private static String jump(ReceptiveField.Span span) {
        return span.jump() == Math.rint(span.jump()) ? String.valueOf((long) span.jump()) : String.format(Locale.ROOT, "%.2f", span.jump());
    }

    private static String line(List<String> row, int[] widths) {
        return IntStream.range(0, row.size()).mapToObj(column -> {
            String space = " ".repeat(widths[column] - row.get(column).length());
            return column < WORDS ? row.get(column) + space : space + row.get(column);
        }).collect(Collectors.joining(GAP)).stripTrailing() + "\n";
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
