package systole.graph;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network: operators with names and shapes, without weights.
 *
 * @param name the network's name
 * @param nodes in topological order; the first, and no other, is the {@link Operator.Input}
 * @param output name of the node whose tensor is the network's result
 */
public record Graph(String name, List<Node> nodes, String output) {
    /** Checks names, order and shapes; throws {@link ShapeException} or {@link IllegalArgumentException} naming the node. */
    public Graph {
        nodes = List.copyOf(nodes);
        Map<String, Shape> known = new LinkedHashMap<>();
        for (Node node : nodes) {
            if (node.operator() instanceof Operator.Input != known.isEmpty()) {
                throw new IllegalArgumentException("graph %s must start with its one input, but node %s is a %s"
                        .formatted(name, node.name(), node.type()));
            }
            Shape inferred = ShapeInference.output(node.name(), node.operator(), shapesOf(node, known));
            if (!inferred.equals(node.output())) {
                throw new ShapeException("node %s makes %s, but is declared as %s".formatted(node.name(), inferred, node.output()));
            }
            if (known.put(node.name(), node.output()) != null) {
                throw new IllegalArgumentException("two nodes of graph %s are called %s".formatted(name, node.name()));
            }
        }
        if (!known.containsKey(output)) {
            throw new IllegalArgumentException("graph %s has no node %s to end in".formatted(name, output));
        }
    }

    /** The input of a new graph, called {@code input}, to which nodes are appended. */
    public static Value sequential(String name, Shape input) {
        return Value.input(name, input);
    }

    /** A copy of the graph as far as that node, on which to build another one: a network with a new head. */
    public Value after(String nodeName) {
        return Value.of(name, nodes, node(nodeName));
    }

    /** The input node. */
    public Node input() {
        return nodes.getFirst();
    }

    /** The node of that name; throws {@link IllegalArgumentException} where there is none. */
    public Node node(String nodeName) {
        return nodes.stream().filter(node -> node.name().equals(nodeName)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("graph %s has no node %s".formatted(name, nodeName)));
    }

    /** Shape of the network's result. */
    public Shape outputShape() {
        return node(output).output();
    }

    /** Shapes that the node reads, in the order of its inputs. */
    public List<Shape> inputShapes(Node node) {
        return node.inputs().stream().map(read -> node(read).output()).toList();
    }

    /** A node's parameters by PyTorch's names ({@code conv1.weight}, {@code conv1.bias}), weight first; empty where it has none. */
    public Map<String, Shape> parameterShapes(Node node) {
        return ParameterShapes.of(node, inputShapes(node));
    }

    /** What a node keeps beside its parameters: a batch normalisation's {@code running_mean} and {@code running_var}; empty for others. */
    public Map<String, Shape> bufferShapes(Node node) {
        return ParameterShapes.buffersOf(node);
    }

    /** All nodes' parameters, in the order of the nodes. */
    public Map<String, Shape> parameterShapes() {
        Map<String, Shape> outputs = outputs();
        Map<String, Shape> shapes = new LinkedHashMap<>();
        nodes.forEach(node -> shapes.putAll(ParameterShapes.of(node, shapesOf(node, outputs))));
        return shapes;
    }

    /** All nodes' parameters and buffers, node by node. */
    public Map<String, Shape> stateShapes() {
        Map<String, Shape> outputs = outputs();
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (Node node : nodes) {
            shapes.putAll(ParameterShapes.of(node, shapesOf(node, outputs)));
            shapes.putAll(bufferShapes(node));
        }
        return shapes;
    }

    private Map<String, Shape> outputs() {
        Map<String, Shape> outputs = new HashMap<>();
        nodes.forEach(node -> outputs.put(node.name(), node.output()));
        return outputs;
    }

    /**
     * Multiply-accumulates of one image in a node, taps on padding included: an output element takes one for every weight it reads, an input
     * element of a transposed convolution one for every weight that it meets.
     */
    public long macs(Node node) {
        return switch (node.operator()) {
            case Operator.Conv2d _, Operator.Linear _ -> (long) node.output().size() * tapsPerRow(node);
            case Operator.ConvTranspose2d _ -> (long) inputShapes(node).getFirst().size() * tapsPerRow(node);
            case Operator.MatMul _ -> (long) node.output().size() * inputShapes(node).getFirst().extents().getLast();
            default -> 0;
        };
    }

    private int tapsPerRow(Node node) {
        Shape weight = parameterShapes(node).get(node.name() + ".weight");
        return weight.size() / weight.channels();
    }

    /** Multiply-accumulates of one image in the whole graph. */
    public long macs() {
        return nodes.stream().mapToLong(this::macs).sum();
    }

    /** What each node's elements see of the input, by the node's name and in the graph's order. Where branches meet, what either sees counts. */
    public Map<String, ReceptiveField> receptiveFields() {
        return ReceptiveFields.of(this);
    }

    /** Type, output shape, parameters, MACs, bytes and receptive field of each node, with totals; printed as a table. */
    public Summary summary() {
        return Summary.of(this);
    }

    private static List<Shape> shapesOf(Node node, Map<String, Shape> known) {
        return node.inputs().stream().map(read -> Optional.ofNullable(known.get(read)).orElseThrow(() -> new IllegalArgumentException(
                "node %s reads %s, which nothing before it makes".formatted(node.name(), read)))).toList();
    }
}
