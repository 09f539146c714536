/** Typed arrays of any rank, and the files that hold one. */
package systole.onnx.tensor;
