package systole.compiler;

import java.util.List;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedTensor;

/**
 * Nodes that one program computes.
 *
 * @param name the network's, with the program's number where there are several
 * @param nodes in topological order, at least one
 * @param inputs tensors that the nodes read and the host writes
 * @param outputs tensors that the nodes make and the host reads
 */
record ArraySegment(String name, List<QuantisedNode> nodes, List<QuantisedTensor> inputs, List<QuantisedTensor> outputs) {
    ArraySegment {
        nodes = List.copyOf(nodes);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** Reads of a tensor: by nodes, and by the host. */
    int readers(String tensor) {
        long byNodes = nodes.stream().flatMap(node -> node.inputs().stream()).filter(tensor::equals).count();
        return Math.toIntExact(byNodes + outputs.stream().filter(output -> output.name().equals(tensor)).count());
    }
}
