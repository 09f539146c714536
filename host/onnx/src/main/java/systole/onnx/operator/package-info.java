/** What each ONNX operator computes, in plain Java. */
package systole.onnx.operator;
