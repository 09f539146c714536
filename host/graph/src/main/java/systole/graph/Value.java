package systole.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A tensor in a graph that is being built. Each method adds a node that reads this tensor and returns the node's own; a shape that does not
 * fit throws {@link ShapeException}, which names the node and both shapes. A chain of calls is a sequential network; values that are kept
 * and used twice make branches:
 *
 * <pre>{@code
 * Value x = Graph.sequential("residual", Shape.map(64, 56, 56));
 * Value y = x.conv2d("conv1", 64, Window.square(3, 1, 1)).relu("relu1").conv2d("conv2", 64, Window.square(3, 1, 1));
 * Graph graph = y.add("add", x).relu("relu2").build();
 * }</pre>
 */
public final class Value {
    private final String graph;
    private final List<Node> nodes;
    private final Node node;

    private Value(String graph, List<Node> nodes, Node node) {
        this.graph = graph;
        this.nodes = nodes;
        this.node = node;
    }

    static Value input(String graph, Shape shape) {
        Node input = new Node("input", new Operator.Input(shape), List.of(), shape);
        return new Value(graph, new ArrayList<>(List.of(input)), input);
    }

    /** A node's tensor in a copy of a graph. Nodes that it does not depend on go, so that their names are free. */
    static Value of(String graph, List<Node> nodes, Node node) {
        return new Value(graph, new ArrayList<>(needed(nodes, node)), node);
    }

    /** The name of the node that makes it. */
    public String name() {
        return node.name();
    }

    /** The tensor's shape, for one image. */
    public Shape shape() {
        return node.output();
    }

    /** Convolution over all input channels, with a bias. */
    public Value conv2d(String name, int outputChannels, Window window) {
        return conv2d(name, outputChannels, window, 1);
    }

    /** Convolution in groups of channels, with a bias; the groups divide input and output channels. */
    public Value conv2d(String name, int outputChannels, Window window, int groups) {
        return then(name, new Operator.Conv2d(outputChannels, window, groups, true));
    }

    /** Fully connected over the flattened input, with a bias. */
    public Value linear(String name, int outputs) {
        return then(name, new Operator.Linear(outputs, true));
    }

    public Value maxPool(String name, Window window) {
        return then(name, new Operator.MaxPool(window, Rounding.FLOOR));
    }

    public Value averagePool(String name, Window window) {
        return then(name, new Operator.AveragePool(window, Rounding.FLOOR, Divisor.PADDED));
    }

    /** The mean of each channel. */
    public Value globalAveragePool(String name) {
        return then(name, new Operator.AdaptiveAveragePool(1, 1));
    }

    /** The maximum of each channel. */
    public Value globalMaxPool(String name) {
        return then(name, new Operator.AdaptiveMaxPool(1, 1));
    }

    public Value relu(String name) {
        return then(name, new Operator.Relu());
    }

    public Value sigmoid(String name) {
        return then(name, new Operator.Sigmoid());
    }

    public Value tanh(String name) {
        return then(name, new Operator.Tanh());
    }

    public Value softmax(String name) {
        return then(name, new Operator.Softmax());
    }

    /** Batch normalisation with PyTorch's epsilon and momentum. */
    public Value batchNorm2d(String name) {
        return then(name, new Operator.BatchNorm2d(1e-5f, 0.1f));
    }

    public Value dropout(String name, float probability) {
        return then(name, new Operator.Dropout(probability));
    }

    public Value flatten(String name) {
        return then(name, new Operator.Flatten());
    }

    /** The sum with another tensor of the same shape. */
    public Value add(String name, Value other) {
        return then(name, new Operator.Add(), other);
    }

    /** This tensor's channels and then those of others. */
    public Value concat(String name, Value... others) {
        return then(name, new Operator.Concat(), others);
    }

    /** Any operator that reads this tensor, and after it others. */
    public Value then(String name, Operator operator, Value... others) {
        List<Value> read = new ArrayList<>(List.of(this));
        read.addAll(Arrays.asList(others));
        if (read.stream().anyMatch(value -> value.nodes != nodes)) {
            throw new IllegalArgumentException("node %s of graph %s reads a tensor of another graph".formatted(name, graph));
        }
        Shape output = ShapeInference.output(name, operator, read.stream().map(Value::shape).toList());
        Node added = new Node(name, operator, read.stream().map(value -> value.node.name()).toList(), output);
        nodes.add(added);
        return new Value(graph, nodes, added);
    }

    /** The graph that ends in this tensor, without nodes that it does not depend on. */
    public Graph build() {
        return new Graph(graph, needed(nodes, node), node.name());
    }

    private static List<Node> needed(List<Node> nodes, Node last) {
        Map<String, Node> byName = new HashMap<>();
        nodes.forEach(any -> byName.putIfAbsent(any.name(), any));
        Set<String> needed = new HashSet<>(Set.of(nodes.getFirst().name()));
        need(last, byName, needed);
        return nodes.stream().filter(any -> needed.contains(any.name())).toList();
    }

    private static void need(Node reader, Map<String, Node> byName, Set<String> needed) {
        List<Node> pending = new ArrayList<>(List.of(reader));
        while (!pending.isEmpty()) {
            Node next = pending.removeLast();
            if (needed.add(next.name())) {
                next.inputs().forEach(read -> pending.add(byName.get(read)));
            }
        }
    }
}
