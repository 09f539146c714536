package systole.quant;

import java.util.List;

/**
 * An operator in a quantised graph.
 *
 * @param operator what it computes
 * @param inputs names of the tensors it reads
 * @param output what it makes; its tensor's name is the node's name
 */
public record QuantisedNode(QuantisedOperator operator, List<String> inputs, QuantisedTensor output) {
    public QuantisedNode {
        inputs = List.copyOf(inputs);
    }

    /** The node's name, which is its output tensor's. */
    public String name() {
        return output.name();
    }
}
