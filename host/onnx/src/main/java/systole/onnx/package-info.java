/** ONNX models: read, executed on the host by plain Java, simplified, and turned into Systole's graphs. */
package systole.onnx;
