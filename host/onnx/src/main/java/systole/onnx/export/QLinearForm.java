package systole.onnx.export;

import java.util.Arrays;
import systole.graph.Window;
import systole.quant.QuantisedOperator;
import systole.quant.QuantisedTensor;
import systole.quant.Requantisation;

/** Integer operators: QLinearConv, QLinearMatMul and ONNX Runtime's QGemm, QLinearAdd and QLinearGlobalAveragePool. */
final class QLinearForm implements IntegerForm {
    @Override
    public String convolution(Site site, String read, Window window, int groups, byte[] weights, Requantisation requantisation) {
        int outputs = requantisation.scale().length;
        int inputs = site.input().shape().channels() / groups;
        Factors factors = site.factors(requantisation);
        Operation operation = Windows.attributes(Operation.of("QLinearConv").with("group", groups), window);
        return site.finished(requantisation, sums -> site.writer().append(sums, operation,
                read, scale(site, "input_scale", factors.input()), site.zeroPoint(site.input().quantisation().zeroPoint()),
                site.writer().signed(site.part("weight"), weights, outputs, inputs, window.kernelHeight(), window.kernelWidth()),
                site.writer().floats(site.part("weight_scale"), factors.weights(), outputs),
                site.writer().signed("weight_zero_points/" + outputs, new byte[outputs], outputs),
                scale(site, "output_scale", factors.output()), site.zeroPoint(requantisation.zeroPoint()),
                site.writer().ints(site.part("bias"), requantisation.bias())));
    }

    @Override
    public String linear(Site site, byte[] weights, Requantisation requantisation) {
        int outputs = requantisation.scale().length;
        Factors factors = site.factors(requantisation);
        return site.finished(requantisation, sums -> site.writer().append(sums, Operation.microsoft("QGemm").with("transB", 1),
                site.flattened(), scale(site, "input_scale", factors.input()), site.zeroPoint(site.input().quantisation().zeroPoint()),
                site.writer().signed(site.part("weight"), weights, outputs, site.input().shape().size()),
                site.writer().floats(site.part("weight_scale"), factors.weights(), outputs),
                site.writer().signed("weight_zero_points/" + outputs, new byte[outputs], outputs),
                site.writer().ints(site.part("bias"), requantisation.bias()),
                scale(site, "output_scale", factors.output()), site.zeroPoint(requantisation.zeroPoint())));
    }

    @Override
    public String product(Site site, String rows, String columns, Requantisation requantisation) {
        Factors factors = site.factors(requantisation);
        if (!factors.uniform()) {
            return ExactForm.product(site, rows, columns, requantisation);
        }
        return site.finished(requantisation, sums -> site.writer().append(sums, Operation.of("QLinearMatMul"),
                rows, site.writer().scalar(site.part("rows_scale"), factors.weights()[0]), site.zeroPoint(0),
                columns, scale(site, "input_scale", factors.input()), site.zeroPoint(0),
                scale(site, "output_scale", factors.output()), site.zeroPoint(requantisation.zeroPoint())));
    }

    @Override
    public String globalMean(Site site, Requantisation requantisation) {
        return site.finished(requantisation, mean -> site.writer().append(mean, Operation.microsoft("QLinearGlobalAveragePool"),
                concatenated(operand(site, site.read(), site.input()), result(site))));
    }

    @Override
    public String sum(Site site, QuantisedOperator.Addition addition) {
        return site.clamped(site.name(), addition.clampLow(), addition.clampHigh(), sums ->
                site.writer().append(sums, Operation.microsoft("QLinearAdd"), concatenated(
                        operand(site, site.names().get(0), site.inputs().get(0)), operand(site, site.names().get(1), site.inputs().get(1)),
                        result(site))));
    }

    /** In double precision, as the reference computes it: float32 would differ now and then where a result is close to a tie. */
    @Override
    public String softmax(Site site, String operator) {
        return ExactForm.softmax(site, operator);
    }

    @Override
    public String normalisation(Site site, QuantisedOperator.LocalResponseNormalisation normalisation) {
        return ExactForm.normalisation(site, normalisation);
    }

    private static String scale(Site site, String part, float scale) {
        return site.writer().scalar(site.part(part), scale);
    }

    private static String[] operand(Site site, String name, QuantisedTensor tensor) {
        return new String[] {name, site.writer().scalar(name + "/scale", tensor.quantisation().scale()),
            site.zeroPoint(tensor.quantisation().zeroPoint())};
    }

    private static String[] result(Site site) {
        return new String[] {site.writer().scalar(site.name() + "/scale", site.output().quantisation().scale()),
            site.zeroPoint(site.output().quantisation().zeroPoint())};
    }

    private static String[] concatenated(String[]... parts) {
        return Arrays.stream(parts).flatMap(Arrays::stream).toArray(String[]::new);
    }
}
