package systole.onnx.operator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import systole.onnx.OnnxException;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorBuilder;

/** QuantizeLinear and its relatives. */
final class QuantisationOperators {
    private QuantisationOperators() {
    }

    static Map<String, Operator> all() {
        Map<String, Operator> all = new LinkedHashMap<>();
        all.put("QuantizeLinear", call -> List.of(quantise(call)));
        all.put("DequantizeLinear", call -> List.of(dequantise(call)));
        all.put("DynamicQuantizeLinear", QuantisationOperators::dynamic);
        return all;
    }

    private static AffineQuantisation quantisation(Call call) {
        int block = Math.clamp(call.node().integer("block_size", 0), 0, Integer.MAX_VALUE);
        return new AffineQuantisation(call.input(1), call.optional(2), call.node().integer("axis", 1), block);
    }

    private static Tensor quantise(Call call) {
        AffineQuantisation quantisation = quantisation(call);
        int code = (int) call.node().integer("output_dtype", 0);
        return quantisation.quantise(call.input(0), code == 0 ? quantisation.quantisedType() : DataType.of(code));
    }

    private static Tensor dequantise(Call call) {
        Tensor x = quantisation(call).dequantise(call.input(0));
        int code = (int) call.node().integer("output_dtype", 0);
        return code == 0 ? x : ConstantOperators.cast(x, DataType.of(code));
    }

    /** To uint8 by the range of the numbers themselves, 0 included. */
    private static List<Tensor> dynamic(Call call) {
        Tensor x = FloatConvolution.requireSingle(call.input(0));
        float low = 0;
        float high = 0;
        for (float value : x.toFloats()) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        if (!(high - low < Float.POSITIVE_INFINITY)) {
            throw new OnnxException("its input is not finite");
        }
        float scale = high == low ? 1 : (high - low) / 255;
        TensorBuilder zeroPoint = new TensorBuilder(DataType.UINT8, Extents.SCALAR);
        zeroPoint.set(0, (long) Math.clamp(Math.rint(-low / scale), 0, 255));
        AffineQuantisation quantisation = new AffineQuantisation(Tensor.scalar(scale), Optional.of(zeroPoint.build()), 0, 0);
        return List.of(quantisation.quantise(x, DataType.UINT8), Tensor.scalar(scale), zeroPoint.build());
    }
}
