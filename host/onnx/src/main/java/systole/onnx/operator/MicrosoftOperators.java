package systole.onnx.operator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import systole.onnx.OnnxException;
import systole.onnx.model.OnnxNode;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorBuilder;

/** The operators of ONNX Runtime's own domain: most are quantised ones, dequantised, computed as their float operator does, and quantised. */
public final class MicrosoftOperators {
    public static final String DOMAIN = "com.microsoft";
    /** What the float operators inside mean does not depend on the version of this domain. */
    private static final int FLOAT_OPSET = 13;

    private MicrosoftOperators() {
    }

    static Map<String, Operator> all(Map<String, Operator> onnx) {
        Map<String, Operator> all = new LinkedHashMap<>();
        all.put("QLinearAdd", call -> List.of(QuantisedArithmetic.sum(call)));
        all.put("QLinearMul", binary(onnx.get("Mul")));
        all.put("QLinearSigmoid", unary(onnx.get("Sigmoid")));
        all.put("QLinearLeakyRelu", unary(onnx.get("LeakyRelu")));
        all.put("QLinearAveragePool", unary(onnx.get("AveragePool")));
        all.put("QLinearGlobalAveragePool", MicrosoftOperators::globalMean);
        all.put("QLinearConcat", call -> List.of(concat(call)));
        all.put("QGemm", call -> List.of(gemm(call)));
        all.put(FusedConvolution.OPERATOR, FusedConvolution.of(onnx));
        all.put("QuantizeLinear", onnx.get("QuantizeLinear"));
        all.put("DequantizeLinear", onnx.get("DequantizeLinear"));
        return all;
    }

    private static List<Tensor> globalMean(Call call) {
        requireChannelsFirst(call.node());
        return List.of(QuantisedArithmetic.globalMean(call));
    }

    /** X, its scale and zero point, Y's scale and zero point. */
    private static Operator unary(Operator operator) {
        return call -> {
            requireChannelsFirst(call.node());
            return List.of(quantised(call, operator, 3, List.of(dequantised(call, 0))));
        };
    }

    /** A, its scale and zero point; B, its own; C's. */
    private static Operator binary(Operator operator) {
        return call -> List.of(quantised(call, operator, 6, List.of(dequantised(call, 0), dequantised(call, 3))));
    }

    /** Y's scale and zero point, then for each input itself, its scale and its zero point. */
    private static Tensor concat(Call call) {
        List<Tensor> parts = new ArrayList<>();
        for (int input = 2; input + 2 < call.inputs().size(); input += 3) {
            parts.add(dequantised(call, input));
        }
        if (parts.isEmpty()) {
            throw new OnnxException("it has no inputs");
        }
        Tensor joined = SliceOperators.joined(parts, parts.getFirst().extents().axis(call.node().integer("axis", 0)));
        AffineQuantisation result = AffineQuantisation.of(call, 0, 1, 0);
        return result.quantise(joined, result.quantisedType());
    }

    private static void requireChannelsFirst(OnnxNode node) {
        if (node.integer("channels_last", 0) != 0) {
            throw new OnnxException("its channels are last, which is not supported");
        }
    }

    private static Tensor dequantised(Call call, int input) {
        return AffineQuantisation.of(call, input + 1, input + 2, 0).dequantise(call.input(input));
    }

    private static Tensor quantised(Call call, Operator operator, int scale, List<Tensor> inputs) {
        Call inner = new Call(call.node(), FLOAT_OPSET, inputs.stream().map(Optional::of).toList());
        AffineQuantisation result = AffineQuantisation.of(call, scale, scale + 1, 0);
        DataType type = call.optional(scale + 1).orElse(call.input(0)).type();
        return result.quantise(operator.evaluate(inner).getFirst(), type);
    }

    /** alpha A B + C with C at scale alpha s_a s_b; quantised where Y has a scale, else real. */
    private static Tensor gemm(Call call) {
        Tensor a = oriented(call.input(0), call.node().integer("transA", 0) != 0);
        Tensor b = oriented(call.input(3), call.node().integer("transB", 0) != 0);
        float alpha = call.node().real("alpha", 1);
        MatrixBatches matrices = MatrixBatches.of(a, b);
        Extents extents = matrices.result();
        int[] sums = IntegerProduct.of(AffineQuantisation.of(call, 1, 2, 0).centred(a), 0, AffineQuantisation.of(call, 4, 5, 1).centred(b), 0,
                matrices.rows(), matrices.depth(), matrices.columns());
        call.optional(6).map(c -> Broadcast.to(extents, c)).ifPresent(c -> {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += (int) c.longAt(i);
            }
        });
        Tensor scale = Elementwise.map(call.input(1), x -> x * alpha);
        return call.optional(7).isPresent() ? requantised(sums, extents, new Requantiser(scale, call.input(4), call.input(7), call.input(8)))
                : real(sums, extents, Call.only(scale).toFloats()[0], call.input(4).toFloats());
    }

    private static Tensor oriented(Tensor tensor, boolean transposed) {
        if (tensor.extents().rank() != 2) {
            throw new OnnxException("a matrix is needed where %s are".formatted(tensor));
        }
        return transposed ? Transposition.of(tensor, 1, 0) : tensor;
    }

    private static Tensor requantised(int[] sums, Extents extents, Requantiser requantiser) {
        TensorBuilder builder = new TensorBuilder(requantiser.type(), extents);
        for (int i = 0; i < sums.length; i++) {
            builder.set(i, requantiser.of(sums[i], i % extents.get(1), extents.get(1)));
        }
        return builder.build();
    }

    private static Tensor real(int[] sums, Extents extents, float scale, float[] columnScales) {
        TensorBuilder builder = new TensorBuilder(DataType.FLOAT, extents);
        for (int i = 0; i < sums.length; i++) {
            builder.set(i, sums[i] * (scale * columnScales[columnScales.length == 1 ? 0 : i % extents.get(1)]));
        }
        return builder.build();
    }
}
