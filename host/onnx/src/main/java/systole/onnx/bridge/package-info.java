/** ONNX models as Systole's own graphs and parameters: the way to training, quantisation and the accelerator. */
package systole.onnx.bridge;
