package systole.models;

import systole.graph.Graph;
import systole.graph.Shape;
import systole.graph.Value;

/**
 * A network as its paper describes it, which can be built in other sizes too.
 *
 * @param name what it is called by
 * @param paper who described it, and when
 * @param channels of its input
 * @param published the paper's size
 * @param layers what it computes
 */
public record Architecture(String name, String paper, int channels, NetworkSize published, Layers layers) {
    /** A network's layers in any size. */
    @FunctionalInterface
    public interface Layers {
        /** The network's result for an image; throws {@link systole.graph.ShapeException} where the size leaves nothing for some layer. */
        Value of(Value image, NetworkSize size);
    }

    /** The published network. */
    public Graph graph() {
        return graph(published);
    }

    /** The network in another size; throws {@link IllegalArgumentException} that says why it cannot have that size. */
    public Graph graph(NetworkSize size) {
        Graph graph = layers.of(Graph.sequential(name, Shape.map(channels, size.input(), size.input())), size).build();
        if (size.classes() != published.classes() && graph.outputShape().channels() != size.classes()) {
            throw new IllegalArgumentException("%s has %d outputs for such an input, and cannot have %d; leave the classes as they are"
                    .formatted(name, graph.outputShape().channels(), size.classes()));
        }
        return graph;
    }
}
