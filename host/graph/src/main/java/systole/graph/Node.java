package systole.graph;

import java.util.List;

/**
 * One operator in a graph; the tensor it makes has the node's name.
 *
 * @param name unique in its graph; parameters are called after it: {@code conv1.weight}, {@code conv1.bias}
 * @param operator what it computes
 * @param inputs names of the nodes it reads; none for {@link Operator.Input}
 * @param output shape of the tensor it makes, for one image
 */
public record Node(String name, Operator operator, List<String> inputs, Shape output) {
    public Node {
        inputs = List.copyOf(inputs);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a node needs a name: " + operator);
        }
    }

    /** The operator's name, as in {@code Conv2d}. */
    public String type() {
        return operator.getClass().getSimpleName();
    }
}
