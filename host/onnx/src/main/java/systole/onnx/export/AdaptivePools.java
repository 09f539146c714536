package systole.onnx.export;

import java.util.ArrayList;
import java.util.List;
import systole.graph.Node;
import systole.graph.Shape;

/** Pools over areas that share a map evenly: area i of n covers floor(i H/n) to ceil((i+1) H/n), first of the rows, then of the columns. */
final class AdaptivePools {
    private static final int ROWS = 2;
    private static final int COLUMNS = 3;

    private AdaptivePools() {
    }

    static void maximum(GraphWriter writer, Node node, Shape input, int height, int width) {
        pool(writer, node, new Reduction("ReduceMax", "GlobalMaxPool"), input, height, width);
    }

    /** The areas of one pool's row all have the same rows, so that means of means are means. */
    static void mean(GraphWriter writer, Node node, Shape input, int height, int width) {
        pool(writer, node, new Reduction("ReduceMean", "GlobalAveragePool"), input, height, width);
    }

    /**
     * @param operator over one axis
     * @param global over both, whole
     */
    private record Reduction(String operator, String global) {
    }

    private static void pool(GraphWriter writer, Node node, Reduction reduction, Shape input, int height, int width) {
        String read = node.inputs().getFirst();
        if (height == 1 && width == 1) {
            writer.append(node.name(), Operation.of(reduction.global), read);
            return;
        }
        String down = reduced(writer, node.name() + "/rows", read, reduction.operator, ROWS, input.height(), height);
        reduced(writer, node.name(), down, reduction.operator, COLUMNS, input.width(), width);
    }

    private static String reduced(GraphWriter writer, String tensor, String read, String reduction, int axis, int extent, int areas) {
        String axes = writer.longs("axis/" + axis, axis);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < areas; i++) {
            String part = tensor + "/" + i;
            String area = writer.append(part + "/area", Operation.of("Slice"), read,
                    writer.longs(part + "/first", (long) i * extent / areas),
                    writer.longs(part + "/end", Math.ceilDiv((i + 1L) * extent, areas)), axes);
            parts.add(writer.append(part, Operation.of(reduction), area, axes));
        }
        return writer.append(tensor, Operation.of("Concat").with("axis", axis), parts);
    }
}
