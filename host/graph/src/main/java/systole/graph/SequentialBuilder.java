package systole.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Builds a chain of nodes. Each method appends one node and infers its shape; a shape that does not fit throws
 * {@link ShapeException}, which names the node and both shapes.
 */
public final class SequentialBuilder {
    private final String name;
    private final List<Node> nodes = new ArrayList<>();

    SequentialBuilder(String name, Shape input) {
        this.name = name;
        nodes.add(new Node("input", new Operator.Input(input), List.of(), input));
    }

    /** Convolution over all input channels, with a bias. */
    public SequentialBuilder conv2d(String node, int outputChannels, Window window) {
        return conv2d(node, outputChannels, window, 1);
    }

    /** Convolution in groups of channels, with a bias; the groups divide input and output channels. */
    public SequentialBuilder conv2d(String node, int outputChannels, Window window, int groups) {
        return append(node, new Operator.Conv2d(outputChannels, window, groups));
    }

    /** Fully connected over the flattened input, with a bias. */
    public SequentialBuilder linear(String node, int outputs) {
        return append(node, new Operator.Linear(outputs));
    }

    public SequentialBuilder maxPool(String node, Window window) {
        return append(node, new Operator.MaxPool(window));
    }

    public SequentialBuilder averagePool(String node, Window window) {
        return append(node, new Operator.AveragePool(window));
    }

    public SequentialBuilder relu(String node) {
        return append(node, new Operator.Relu());
    }

    public SequentialBuilder sigmoid(String node) {
        return append(node, new Operator.Sigmoid());
    }

    public SequentialBuilder tanh(String node) {
        return append(node, new Operator.Tanh());
    }

    public SequentialBuilder flatten(String node) {
        return append(node, new Operator.Flatten());
    }

    /** The graph, which ends in the node appended last. */
    public Graph build() {
        return new Graph(name, nodes, nodes.getLast().name());
    }

    private SequentialBuilder append(String node, Operator operator) {
        Node last = nodes.getLast();
        Shape output = ShapeInference.output(node, operator, List.of(last.output()));
        nodes.add(new Node(node, operator, List.of(last.name()), output));
        return this;
    }
}
