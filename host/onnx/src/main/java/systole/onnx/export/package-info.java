/** Systole's graphs as ONNX models: float32, and int8 in two forms. */
package systole.onnx.export;
