package systole.onnx.operator;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorBuilder;

/** Quantised operators on random numbers: uint8 activations by int8 weights, and where there are no weights int8 activations too. */
public final class QuantisedCases {
    /** Weights have 7 bits: on processors without VNNI, ONNX Runtime's sums of two products of 8 bits saturate. */
    private static final int WEIGHT_LIMIT = 128;
    private static final Set<String> ONNX = Set.of("QLinearConv", "QLinearMatMul", "ConvInteger", "MatMulInteger", "MaxPool", "Relu", "Clip");

    private final Random random;

    private QuantisedCases(Random random) {
        this.random = random;
    }

    /** A case of that operator. */
    public static OperatorCase of(String operator, int seed) {
        return new QuantisedCases(new Random(31L * operator.hashCode() + seed)).draw(operator);
    }

    private OperatorCase draw(String operator) {
        return switch (operator) {
            case "QLinearConv" -> convolution(true);
            case "ConvInteger" -> convolution(false);
            case "QLinearMatMul" -> product(true);
            case "MatMulInteger" -> product(false);
            case "QGemm" -> gemm();
            case "QLinearConcat" -> concatenation();
            case "QLinearAdd", "QLinearMul" -> binary(operator);
            case "MaxPool" -> maximum();
            case "Relu" -> new OperatorCase(node(operator), List.of(map(DataType.INT8)));
            case "Clip" -> clip();
            case "QLinearAveragePool" -> unary(node(operator).addAttribute(ints("kernel_shape", 2, 3)).addAttribute(ints("pads", 1, 0, 0, 2)));
            case "QLinearLeakyRelu" -> unary(node(operator).addAttribute(AttributeProto.newBuilder().setName("alpha")
                    .setType(AttributeProto.AttributeType.FLOAT).setF(0.3f * random.nextFloat())));
            default -> unary(node(operator));
        };
    }

    private static NodeProto.Builder node(String operator) {
        return NodeProto.newBuilder().setOpType(operator).setDomain(ONNX.contains(operator) ? "" : "com.microsoft");
    }

    private OperatorCase convolution(boolean requantised) {
        int groups = 1 + random.nextInt(2);
        int inputs = groups * (1 + random.nextInt(4));
        int outputs = groups * (1 + random.nextInt(4));
        int kernel = 1 + random.nextInt(3);
        Tensor x = bytes(DataType.UINT8, 256, 1 + random.nextInt(2), inputs, 5 + random.nextInt(6), 5 + random.nextInt(6));
        Tensor w = bytes(DataType.INT8, WEIGHT_LIMIT, outputs, inputs / groups, kernel, 1 + random.nextInt(3));
        NodeProto.Builder node = walking(node(requantised ? "QLinearConv" : "ConvInteger"), 2)
                .addAttribute(integer("group", groups));
        if (!requantised) {
            return new OperatorCase(node, OperatorCase.inputs(x, w, zeroPoint(DataType.UINT8)));
        }
        int scales = random.nextBoolean() ? 1 : outputs;
        return new OperatorCase(node, OperatorCase.inputs(x, scale(1), zeroPoint(DataType.UINT8), w, scale(scales), zeros(scales), scale(1),
                zeroPoint(DataType.UINT8), random.nextBoolean() ? null : biases(outputs)));
    }

    /** Strides, dilations and pads below a limit. */
    private NodeProto.Builder walking(NodeProto.Builder node, int limit) {
        return node.addAttribute(ints("strides", 1 + random.nextInt(2), 1 + random.nextInt(3)))
                .addAttribute(ints("dilations", 1 + random.nextInt(2), 1 + random.nextInt(2)))
                .addAttribute(ints("pads", random.nextInt(limit), random.nextInt(limit), random.nextInt(limit), random.nextInt(limit)));
    }

    private OperatorCase maximum() {
        DataType type = random.nextBoolean() ? DataType.UINT8 : DataType.INT8;
        NodeProto.Builder node = walking(node("MaxPool"), 2).addAttribute(ints("kernel_shape", 2 + random.nextInt(2), 2 + random.nextInt(2)))
                .addAttribute(integer("ceil_mode", random.nextInt(2)));
        return new OperatorCase(node, List.of(map(type)));
    }

    private OperatorCase clip() {
        DataType type = random.nextBoolean() ? DataType.UINT8 : DataType.INT8;
        int low = random.nextInt(256);
        int high = low + random.nextInt(256 - low);
        return new OperatorCase(node("Clip"), OperatorCase.inputs(map(type), random.nextInt(4) == 0 ? null : single(type, low),
                random.nextInt(4) == 0 ? null : single(type, high)));
    }

    private Tensor map(DataType type) {
        return bytes(type, 256, 1 + random.nextInt(2), 1 + random.nextInt(9), 5 + random.nextInt(6), 5 + random.nextInt(6));
    }

    /** The type's value of that place in its order. */
    private static Tensor single(DataType type, int place) {
        TensorBuilder builder = new TensorBuilder(type, Extents.SCALAR);
        builder.set(0, (long) place - (type == DataType.INT8 ? 128 : 0));
        return builder.build();
    }

    private static Tensor zeros(int count) {
        return new TensorBuilder(DataType.INT8, count == 1 ? Extents.SCALAR : Extents.of(count)).build();
    }

    private static AttributeProto.Builder integer(String name, long value) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INT).setI(value);
    }

    private OperatorCase product(boolean requantised) {
        int depth = 1 + random.nextInt(20);
        Tensor a = bytes(DataType.UINT8, 256, 1 + random.nextInt(9), depth);
        Tensor b = bytes(DataType.INT8, WEIGHT_LIMIT, depth, 1 + random.nextInt(9));
        Tensor weightZero = random.nextBoolean() ? zeros(1) : bytes(DataType.INT8, WEIGHT_LIMIT, 1).reshaped(Extents.SCALAR);
        return requantised
                ? new OperatorCase(node("QLinearMatMul"), List.of(a, scale(1), zeroPoint(DataType.UINT8), b, scale(1), weightZero, scale(1),
                        zeroPoint(DataType.UINT8)))
                : new OperatorCase(node("MatMulInteger"), List.of(a, b, zeroPoint(DataType.UINT8), weightZero));
    }

    private OperatorCase gemm() {
        int depth = 1 + random.nextInt(20);
        int columns = 1 + random.nextInt(9);
        Tensor a = bytes(DataType.UINT8, 256, 1 + random.nextInt(9), depth);
        Tensor b = bytes(DataType.INT8, WEIGHT_LIMIT, columns, depth);
        int scales = random.nextBoolean() ? 1 : columns;
        return new OperatorCase(node("QGemm").addAttribute(integer("transB", 1)), OperatorCase.inputs(a, scale(1), zeroPoint(DataType.UINT8), b,
                scale(scales), zeros(scales), random.nextBoolean() ? null : biases(columns), scale(1), zeroPoint(DataType.UINT8)));
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
        NodeProto.Builder node = node("QLinearConcat").addAttribute(integer("axis", 1));
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
