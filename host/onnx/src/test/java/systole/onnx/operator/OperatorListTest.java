package systole.onnx.operator;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import systole.onnx.model.OnnxNode;

/** What convolutional networks use is there. */
class OperatorListTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "Conv", "ConvTranspose", "Gemm", "MatMul", "MaxPool", "AveragePool", "GlobalAveragePool", "GlobalMaxPool", "LpPool", "GlobalLpPool",
        "BatchNormalization", "InstanceNormalization", "LRN", "Relu", "LeakyRelu", "PRelu", "Elu", "Selu", "Sigmoid", "HardSigmoid", "HardSwish", "Tanh",
        "Clip", "Softmax", "LogSoftmax", "Softplus", "Softsign", "Dropout", "Identity", "Concat", "Add", "Sub", "Mul", "Div", "Pow", "Sqrt", "Exp", "Log",
        "Sum", "Mean", "Max", "Min", "Neg", "Abs", "Pad", "Flatten", "Reshape", "Transpose", "Squeeze", "Unsqueeze", "Slice", "Split", "Shape", "Gather",
        "Expand", "Tile", "Where", "DepthToSpace", "SpaceToDepth", "Constant", "ConstantOfShape", "Cast", "Resize", "Upsample", "ReduceMean", "ReduceSum",
        "ReduceMax", "ArgMax", "ArgMin",
        "QLinearConv", "QLinearMatMul", "ConvInteger", "MatMulInteger", "QuantizeLinear", "DequantizeLinear", "DynamicQuantizeLinear"})
    void ofOnnx(String operator) {
        assertTrue(supported("", operator));
    }

    @ParameterizedTest
    @ValueSource(strings = {"QLinearAdd", "QLinearConcat", "QLinearGlobalAveragePool", "QLinearAveragePool", "QLinearLeakyRelu", "QLinearSigmoid", "QGemm",
        "QLinearMul", "FusedConv", "QuantizeLinear", "DequantizeLinear"})
    void ofOnnxRuntime(String operator) {
        assertTrue(supported("com.microsoft", operator));
    }

    private static boolean supported(String domain, String operator) {
        return Operators.supports(new OnnxNode("n", domain, operator, List.of("x"), List.of("y"), Map.of()));
    }
}
