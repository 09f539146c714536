/** ONNX models as immutable records, and their reader. */
package systole.onnx.model;
