package systole.onnx.quantised;

import java.util.List;
import systole.onnx.model.OnnxNode;
import systole.quant.QuantisedNode;

/**
 * Nodes of a model that the array computes together: one, or a float operator with the quantisation behind it.
 *
 * @param nodes of the model, the last of which makes the unit's tensor
 * @param reads names of the quantised tensors from outside
 * @param lowered what they are as a quantised graph's nodes, the last of which has the name of the unit's tensor
 */
record Unit(List<OnnxNode> nodes, List<String> reads, List<QuantisedNode> lowered) {
    Unit {
        nodes = List.copyOf(nodes);
        reads = List.copyOf(reads);
        lowered = List.copyOf(lowered);
    }

    /** The name of the tensor that it makes. */
    String output() {
        return lowered.getLast().name();
    }
}
