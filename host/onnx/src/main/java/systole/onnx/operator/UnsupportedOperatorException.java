package systole.onnx.operator;

import systole.onnx.OnnxException;
import systole.onnx.model.OnnxNode;

/** A node whose operator nobody here can compute. */
public final class UnsupportedOperatorException extends OnnxException {
    private static final long serialVersionUID = 1L;

    public UnsupportedOperatorException(OnnxNode node) {
        super("operator %s of node %s is not supported".formatted(node.qualifiedOperator(), node.name()));
    }
}
