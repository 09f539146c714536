package systole.onnx.bridge;

import systole.graph.Value;
import systole.onnx.model.OnnxNode;

/** What nodes of one type become. */
@FunctionalInterface
interface Translator {
    /** Appends what computes the node's first output; throws {@link systole.onnx.OnnxException} where a graph cannot. */
    Value translate(Scope scope, OnnxNode node);
}
