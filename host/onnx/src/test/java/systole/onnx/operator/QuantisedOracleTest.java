package systole.onnx.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OrtException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorBuilder;

/** Quantised operators on random numbers against ONNX Runtime. */
class QuantisedOracleTest {
    /** Weights have 7 bits: on processors without VNNI, ONNX Runtime's sums of two products of 8 bits saturate. */
    private static final int WEIGHT_LIMIT = 128;

    private Random random;

    @ParameterizedTest
    @CsvSource({"QLinearConv, 500", "QLinearMatMul, 300", "ConvInteger, 300", "MatMulInteger, 300", "QGemm, 200"})
    void integerProductsAreEqual(String operator, int cases) throws OrtException {
        for (int seed = 0; seed < cases; seed++) {
            assertEquals(0, draw(operator, seed).largestDifference(), operator + " of seed " + seed);
        }
    }

    @ParameterizedTest
    @CsvSource({"QLinearAdd, 150", "QLinearMul, 150", "QLinearConcat, 100", "QLinearSigmoid, 100", "QLinearLeakyRelu, 100", "QLinearAveragePool, 100",
        "QLinearGlobalAveragePool, 100"})
    void othersDifferByOneAtMost(String operator, int cases) throws OrtException {
        for (int seed = 0; seed < cases; seed++) {
            assertTrue(draw(operator, seed).largestDifference() <= 1, operator + " of seed " + seed);
        }
    }

    private OperatorCase draw(String operator, int seed) {
        random = new Random(31L * operator.hashCode() + seed);
        return switch (operator) {
            case "QLinearConv" -> convolution(true);
            case "ConvInteger" -> convolution(false);
            case "QLinearMatMul" -> product(true);
            case "MatMulInteger" -> product(false);
            case "QGemm" -> gemm();
            case "QLinearConcat" -> concatenation();
            case "QLinearAdd", "QLinearMul" -> binary(operator);
            case "QLinearAveragePool" -> unary(node(operator).addAttribute(ints("kernel_shape", 2, 3)).addAttribute(ints("pads", 1, 0, 0, 2)));
            case "QLinearLeakyRelu" -> unary(node(operator).addAttribute(AttributeProto.newBuilder().setName("alpha")
                    .setType(AttributeProto.AttributeType.FLOAT).setF(0.3f * random.nextFloat())));
            default -> unary(node(operator));
        };
    }

    private static NodeProto.Builder node(String operator) {
        boolean microsoft = operator.startsWith("QGemm") || operator.startsWith("QLinear") && !operator.equals("QLinearConv") && !operator.equals("QLinearMatMul");
        return NodeProto.newBuilder().setOpType(operator).setDomain(microsoft ? "com.microsoft" : "");
    }

    private OperatorCase convolution(boolean requantised) {
        int groups = 1 + random.nextInt(2);
        int inputs = groups * (1 + random.nextInt(4));
        int outputs = groups * (1 + random.nextInt(4));
        int kernel = 1 + random.nextInt(3);
        Tensor x = bytes(DataType.UINT8, 256, 1 + random.nextInt(2), inputs, 3 + random.nextInt(6), 3 + random.nextInt(6));
        Tensor w = bytes(DataType.INT8, WEIGHT_LIMIT, outputs, inputs / groups, kernel, kernel);
        NodeProto.Builder node = node(requantised ? "QLinearConv" : "ConvInteger").addAttribute(ints("strides", 1 + random.nextInt(2), 1 + random.nextInt(2)))
                .addAttribute(ints("pads", random.nextInt(2), random.nextInt(2), random.nextInt(2), random.nextInt(2)))
                .addAttribute(AttributeProto.newBuilder().setName("group").setType(AttributeProto.AttributeType.INT).setI(groups));
        Tensor zero = bytes(DataType.UINT8, 256, 1).reshaped(Extents.SCALAR);
        if (!requantised) {
            return new OperatorCase(node, OperatorCase.inputs(x, w, zero));
        }
        int scales = random.nextBoolean() ? 1 : outputs;
        Tensor weightZero = new TensorBuilder(DataType.INT8, scales == 1 ? Extents.SCALAR : Extents.of(scales)).build();
        return new OperatorCase(node, OperatorCase.inputs(x, scale(1), zero, w, scale(scales), weightZero, scale(1),
                bytes(DataType.UINT8, 256, 1).reshaped(Extents.SCALAR), random.nextBoolean() ? null : biases(outputs)));
    }

    private OperatorCase product(boolean requantised) {
        int depth = 1 + random.nextInt(20);
        Tensor a = bytes(DataType.UINT8, 256, 1 + random.nextInt(9), depth);
        Tensor b = bytes(DataType.INT8, WEIGHT_LIMIT, depth, 1 + random.nextInt(9));
        Tensor zero = bytes(DataType.UINT8, 256, 1).reshaped(Extents.SCALAR);
        Tensor weightZero = new TensorBuilder(DataType.INT8, Extents.SCALAR).build();
        return requantised
                ? new OperatorCase(node("QLinearMatMul"), List.of(a, scale(1), zero, b, scale(1), weightZero, scale(1),
                        bytes(DataType.UINT8, 256, 1).reshaped(Extents.SCALAR)))
                : new OperatorCase(node("MatMulInteger"), List.of(a, b, zero, weightZero));
    }

    private OperatorCase gemm() {
        int depth = 1 + random.nextInt(20);
        int columns = 1 + random.nextInt(9);
        Tensor a = bytes(DataType.UINT8, 256, 1 + random.nextInt(9), depth);
        Tensor b = bytes(DataType.INT8, WEIGHT_LIMIT, columns, depth);
        NodeProto.Builder node = node("QGemm").addAttribute(AttributeProto.newBuilder().setName("transB").setType(AttributeProto.AttributeType.INT).setI(1));
        return new OperatorCase(node, OperatorCase.inputs(a, scale(1), bytes(DataType.UINT8, 256, 1).reshaped(Extents.SCALAR), b, scale(1),
                new TensorBuilder(DataType.INT8, Extents.SCALAR).build(), random.nextBoolean() ? null : biases(columns), scale(1),
                bytes(DataType.UINT8, 256, 1).reshaped(Extents.SCALAR)));
    }

    private OperatorCase unary(NodeProto.Builder node) {
        DataType type = random.nextBoolean() ? DataType.UINT8 : DataType.INT8;
        Tensor x = bytes(type, 256, 1, 1 + random.nextInt(3), 3 + random.nextInt(5), 3 + random.nextInt(5));
        return new OperatorCase(node, List.of(x, scale(1), zeroPoint(type), scale(1), zeroPoint(type)));
    }

    private OperatorCase binary(String operator) {
        DataType type = random.nextBoolean() ? DataType.UINT8 : DataType.INT8;
        Tensor a = bytes(type, 256, 2, 3, 5);
        return new OperatorCase(node(operator), List.of(a, scale(1), zeroPoint(type), bytes(type, 256, 2, 3, 5), scale(1), zeroPoint(type),
                scale(1), zeroPoint(type)));
    }

    private OperatorCase concatenation() {
        DataType type = random.nextBoolean() ? DataType.UINT8 : DataType.INT8;
        NodeProto.Builder node = node("QLinearConcat").addAttribute(AttributeProto.newBuilder().setName("axis")
                .setType(AttributeProto.AttributeType.INT).setI(1));
        return new OperatorCase(node, List.of(scale(1), zeroPoint(type), bytes(type, 256, 2, 3, 5), scale(1), zeroPoint(type),
                bytes(type, 256, 2, 1 + random.nextInt(4), 5), scale(1), zeroPoint(type)), 2);
    }

    private static AttributeProto.Builder ints(String name, long... values) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS).addAllInts(Arrays.stream(values).boxed().toList());
    }

    private Tensor bytes(DataType type, int limit, int... extents) {
        TensorBuilder builder = new TensorBuilder(type, Extents.of(extents));
        for (int i = 0; i < Extents.of(extents).size(); i++) {
            builder.set(i, (long) random.nextInt(limit) - (type == DataType.INT8 ? limit / 2 : 0));
        }
        return builder.build();
    }

    private Tensor zeroPoint(DataType type) {
        return bytes(type, 256, 1).reshaped(Extents.SCALAR);
    }

    private Tensor scale(int count) {
        float[] scales = new float[count];
        for (int i = 0; i < count; i++) {
            scales[i] = 0.002f + 0.05f * random.nextFloat();
        }
        return Tensor.of(count == 1 ? Extents.SCALAR : Extents.of(count), scales);
    }

    private Tensor biases(int count) {
        TensorBuilder builder = new TensorBuilder(DataType.INT32, Extents.of(count));
        for (int i = 0; i < count; i++) {
            builder.set(i, (long) random.nextInt(20_000) - 10_000);
        }
        return builder.build();
    }
}
