package systole.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import systole.graph.Graph;
import systole.graph.Node;
import systole.graph.Shape;

/** What papers and other libraries say of a network, asked of a graph. */
record NetworkShapes(Graph graph) {
    static NetworkShapes of(String network) {
        return new NetworkShapes(Zoo.byName(network).graph());
    }

    NetworkShapes hasParameters(long count) {
        assertEquals(count, graph.parameterShapes().values().stream().mapToLong(Shape::size).sum());
        return this;
    }

    /** Billions of multiply-accumulates of an image. */
    NetworkShapes hasBillionMacs(double least, double most) {
        assertTrue(graph.macs() >= least * 1e9 && graph.macs() <= most * 1e9, graph.macs() + " MACs");
        return this;
    }

    NetworkShapes makes(String node, int channels, int height, int width) {
        assertEquals(Shape.map(channels, height, width), graph.node(node).output(), node);
        return this;
    }

    /** The output of them all. */
    NetworkShapes sortsIntoThousandClasses() {
        assertEquals("Softmax", graph.node(graph.output()).type());
        assertEquals(Shape.vector(1000), graph.outputShape());
        return this;
    }

    long count(String type) {
        return graph.nodes().stream().filter(node -> node.type().equals(type)).count();
    }

    /** A layer's weights, without biases: what lectures count. */
    long weights(String node) {
        return graph.parameterShapes().get(node + ".weight").size();
    }

    long macs(String node) {
        return graph.macs(graph.node(node));
    }

    /** Values of all tensors whose node is none of these types. */
    long activations(String... without) {
        return graph.nodes().stream().filter(node -> !List.of(without).contains(node.type())).map(Node::output).mapToLong(Shape::size).sum();
    }
}
