package systole.quant;

import java.util.List;

/** Computes a node of a quantised graph: the runtime's reference does. */
@FunctionalInterface
public interface NodeArithmetic {
    /**
     * The node's tensor.
     *
     * @param inputs the tensors that it reads, in the node's order
     * @param values of each input, row-major
     */
    byte[] run(QuantisedNode node, List<QuantisedTensor> inputs, List<byte[]> values);
}
