/** Cases in the form of ONNX's backend test suite: a model, inputs and the outputs that it must give. */
package systole.onnx.conformance;
