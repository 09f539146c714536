package systole.onnx.model;

import java.util.Map;

/**
 * An ONNX model.
 *
 * @param producer the program that wrote it, as it calls itself; may be empty
 * @param irVersion of the file format
 * @param opsets version of the operators by domain; ONNX's own domain is empty
 * @param graph its nodes
 */
public record Model(String producer, long irVersion, Map<String, Integer> opsets, OnnxGraph graph) {
    public Model {
        opsets = Map.copyOf(opsets);
    }

    /** Version of ONNX's own operators. */
    public int opset() {
        return opsets.getOrDefault("", 1);
    }

    /** The same model with another graph. */
    public Model with(OnnxGraph other) {
        return new Model(producer, irVersion, opsets, other);
    }
}
