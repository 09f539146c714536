package systole.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import systole.graph.Graph;
import systole.graph.Shape;

/** What papers and other libraries say of a network, asked of a graph. */
record NetworkShapes(Graph graph) {
    static NetworkShapes of(String model) {
        return new NetworkShapes(Models.byName(model).graph());
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
}
