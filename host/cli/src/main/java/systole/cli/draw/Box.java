package systole.cli.draw;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import systole.graph.Graph;
import systole.graph.Node;
import systole.graph.Operator;
import systole.graph.Window;

/**
 * Nodes that are drawn as one: one that computes, and those behind it that work element by element and that nothing else could read.
 *
 * @param nodes from the first, which gives it its name, to the last, whose tensor others read
 */
record Box(List<Node> nodes) {
    Box {
        nodes = List.copyOf(nodes);
    }

    /** A graph's, in its order, by the name of the tensor that each makes. */
    static Map<String, Box> of(Graph graph) {
        Map<String, Long> readers = graph.nodes().stream().flatMap(node -> node.inputs().stream())
                .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
        Map<String, List<Node>> growing = new HashMap<>();
        List<List<Node>> boxes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            boolean joins = isElementwise(node.operator()) && readers.get(node.inputs().getFirst()) == 1;
            List<Node> box = joins ? growing.get(node.inputs().getFirst()) : new ArrayList<>();
            if (!joins) {
                boxes.add(box);
            }
            box.add(node);
            growing.put(node.name(), box);
        }
        Map<String, Box> byTensor = new LinkedHashMap<>();
        boxes.forEach(box -> byTensor.put(box.getLast().name(), new Box(box)));
        return byTensor;
    }

    private static boolean isElementwise(Operator operator) {
        return switch (operator) {
            case Operator.Relu _, Operator.LeakyRelu _, Operator.Clip _, Operator.Elu _, Operator.Sigmoid _, Operator.Tanh _, Operator.Softmax _,
                    Operator.LogSoftmax _, Operator.BatchNorm2d _, Operator.LocalResponseNorm _, Operator.Dropout _, Operator.Flatten _,
                    Operator.Reshape _ -> true;
            default -> false;
        };
    }

    /** Tensors of other boxes that it reads. */
    List<String> inputs() {
        return nodes.getFirst().inputs();
    }

    Operator operator() {
        return nodes.getFirst().operator();
    }

    String name() {
        return nodes.getFirst().name();
    }

    /** What it computes, as {@code Conv2d 3x3, stride 2}, and then {@code BatchNorm2d, Relu}. */
    List<String> operations() {
        String behind = nodes.stream().skip(1).map(Node::type).collect(Collectors.joining(", "));
        return Stream.of(nodes.getFirst().type() + detail(), behind).filter(line -> !line.isEmpty()).toList();
    }

    private String detail() {
        return switch (operator()) {
            case Operator.Conv2d conv -> detail(conv.window(), conv.groups());
            case Operator.ConvTranspose2d conv -> detail(conv.window(), conv.groups());
            case Operator.MaxPool pool -> detail(pool.window(), 1);
            case Operator.AveragePool pool -> detail(pool.window(), 1);
            default -> "";
        };
    }

    private static String detail(Window window, int groups) {
        return " %dx%d".formatted(window.kernelHeight(), window.kernelWidth()) + pair(", stride ", window.strideY(), window.strideX())
                + pair(", dilation ", window.dilationY(), window.dilationX()) + (groups == 1 ? "" : ", %d groups".formatted(groups));
    }

    private static String pair(String what, int vertical, int horizontal) {
        if (vertical == 1 && horizontal == 1) {
            return "";
        }
        return vertical == horizontal ? what + vertical : what + vertical + "x" + horizontal;
    }
}
