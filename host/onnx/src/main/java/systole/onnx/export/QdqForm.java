package systole.onnx.export;

import java.util.Arrays;
import systole.graph.Window;
import systole.quant.QuantisedOperator;
import systole.quant.QuantisedTensor;
import systole.quant.Requantisation;

/** Float operators between DequantizeLinear and QuantizeLinear. */
final class QdqForm implements IntegerForm {
    @Override
    public String convolution(Site site, String read, Window window, int groups, byte[] weights, Requantisation requantisation) {
        int outputs = requantisation.scale().length;
        int inputs = site.input().shape().channels() / groups;
        Factors factors = site.factors(requantisation);
        String input = dequantised(site, "input", read, factors.input(), site.input().quantisation().zeroPoint());
        String weight = weight(site, site.writer().signed(
                site.part("weight"), weights, outputs, inputs, window.kernelHeight(), window.kernelWidth()), factors);
        String bias = bias(site, requantisation, factors);
        return quantised(site, requantisation, factors.output(),
                Windows.attributes(Operation.of("Conv").with("group", groups), window), input, weight, bias);
    }

    @Override
    public String linear(Site site, byte[] weights, Requantisation requantisation) {
        int outputs = requantisation.scale().length;
        Factors factors = site.factors(requantisation);
        String input = dequantised(site, "input", site.flattened(), factors.input(), site.input().quantisation().zeroPoint());
        String weight = weight(site, site.writer().signed(site.part("weight"), weights, outputs, site.input().shape().size()), factors);
        String bias = bias(site, requantisation, factors);
        return quantised(site, requantisation, factors.output(), Operation.of("Gemm").with("transB", 1), input, weight, bias);
    }

    @Override
    public String product(Site site, String rows, String columns, Requantisation requantisation) {
        Factors factors = site.factors(requantisation);
        if (!factors.uniform()) {
            return ExactForm.product(site, rows, columns, requantisation);
        }
        return quantised(site, requantisation, factors.output(), Operation.of("MatMul"),
                dequantised(site, "rows", rows, factors.weights()[0], 0), dequantised(site, "columns", columns, factors.input(), 0));
    }

    @Override
    public String globalMean(Site site, Requantisation requantisation) {
        return quantised(site, requantisation, site.output().quantisation().scale(), Operation.of("GlobalAveragePool"), dequantised(site, 0));
    }

    @Override
    public String sum(Site site, QuantisedOperator.Addition addition) {
        return site.clamped(site.name(), addition.clampLow(), addition.clampHigh(), sums -> quantised(
                site, sums, site.output().quantisation().scale(), addition.zeroPoint(), Operation.of("Add"), dequantised(site, 0), dequantised(site, 1)));
    }

    @Override
    public String softmax(Site site, String operator) {
        return result(site, Operation.of(operator).with("axis", 1));
    }

    @Override
    public String normalisation(Site site, QuantisedOperator.LocalResponseNormalisation normalisation) {
        if (normalisation.size() % 2 == 0) {
            return ExactForm.normalisation(site, normalisation);
        }
        return result(site, Operation.of("LRN").with("size", normalisation.size()).with("alpha", normalisation.alpha())
                .with("beta", normalisation.beta()).with("bias", normalisation.k()));
    }

    private static String result(Site site, Operation operation) {
        return quantised(site, site.name(), site.output().quantisation().scale(), site.output().quantisation().zeroPoint(),
                operation, dequantised(site, 0));
    }

    private static String weight(Site site, String weight, Factors factors) {
        int outputs = factors.weights().length;
        return site.writer().append(site.part("weight_real"), Operation.of("DequantizeLinear").with("axis", 0), weight,
                site.writer().floats(site.part("weight_scale"), factors.weights(), outputs),
                site.writer().signed("weight_zero_points/" + outputs, new byte[outputs], outputs));
    }

    private static String bias(Site site, Requantisation requantisation, Factors factors) {
        int outputs = factors.weights().length;
        float[] scales = new float[outputs];
        for (int i = 0; i < outputs; i++) {
            scales[i] = factors.input() * factors.weights()[i];
        }
        return site.writer().append(site.part("bias_real"), Operation.of("DequantizeLinear").with("axis", 0),
                site.writer().ints(site.part("bias"), requantisation.bias()), site.writer().floats(site.part("bias_scale"), scales, outputs),
                site.writer().ints("bias_zero_points/" + outputs, new int[outputs]));
    }

    private static String dequantised(Site site, int input) {
        QuantisedTensor tensor = site.inputs().get(input);
        return dequantised(site, "input" + input, site.names().get(input), tensor.quantisation().scale(), tensor.quantisation().zeroPoint());
    }

    static String dequantised(Site site, String part, String read, float scale, int zeroPoint) {
        return site.writer().append(site.part(part), Operation.of("DequantizeLinear"), read,
                site.writer().scalar(site.part(part + "_scale"), scale), site.zeroPoint(zeroPoint));
    }

    private static String quantised(Site site, Requantisation requantisation, float scale, Operation operation, String... inputs) {
        return site.finished(requantisation, tensor -> quantised(site, tensor, scale, requantisation.zeroPoint(), operation, inputs));
    }

    /** What a float operator makes of those, quantised. */
    static String quantised(Site site, String tensor, float scale, int zeroPoint, Operation operation, String... inputs) {
        String real = site.writer().append(site.part("real"), operation, Arrays.asList(inputs));
        return site.writer().append(tensor, Operation.of("QuantizeLinear"), real,
                site.writer().scalar(site.part("output_scale"), scale), site.zeroPoint(zeroPoint));
    }
}
