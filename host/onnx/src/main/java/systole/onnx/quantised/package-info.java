/**
 * Quantised ONNX models on the accelerator: what of a model becomes quantised graphs for the array, and what the host computes beside them.
 * uint8 tensors are int8 ones less 128, exactly.
 */
package systole.onnx.quantised;
