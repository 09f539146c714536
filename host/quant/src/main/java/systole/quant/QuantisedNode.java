package systole.quant;

import java.util.List;

/**
 * An operator in a quantised graph.
 *
 * @param operator what it computes
 * @param inputs names of the tensors it reads, as many as the operator takes
 * @param output what it makes; its tensor's name is the node's name
 */
public record QuantisedNode(QuantisedOperator operator, List<String> inputs, QuantisedTensor output) {
    public QuantisedNode {
        inputs = List.copyOf(inputs);
        if (!reads(operator, inputs.size())) {
            throw new IllegalArgumentException("node %s of type %s cannot read %d tensors"
                    .formatted(output.name(), operator.getClass().getSimpleName(), inputs.size()));
        }
    }

    /** The node's name, which is its output tensor's. */
    public String name() {
        return output.name();
    }

    private static boolean reads(QuantisedOperator operator, int tensors) {
        return switch (operator) {
            case QuantisedOperator.Concatenation _ -> tensors >= 1;
            case QuantisedOperator.Addition _, QuantisedOperator.MatrixProduct _ -> tensors == 2;
            default -> tensors == 1;
        };
    }
}
