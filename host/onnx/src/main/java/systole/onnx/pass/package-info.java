/** Passes that make a model simpler without changing what it computes. */
package systole.onnx.pass;
