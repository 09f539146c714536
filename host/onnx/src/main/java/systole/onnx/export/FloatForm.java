package systole.onnx.export;

import systole.quant.FloatOutput;
import systole.quant.Quantisation;
import systole.quant.QuantisedOperator.FloatConvolution;
import systole.quant.QuantisedOperator.FloatLinear;

/** Layers that stay in float between quantised tensors. Nobody's float32 sums have one order, so that a result that is close to a tie can differ by 1. */
final class FloatForm {
    private FloatForm() {
    }

    static String convolution(Site site, FloatConvolution convolution) {
        int outputs = convolution.biases().length;
        int inputs = site.input().shape().channels() / convolution.groups();
        String weights = site.writer().floats(site.part("weight"), convolution.weights(),
                outputs, inputs, convolution.window().kernelHeight(), convolution.window().kernelWidth());
        Operation operation = Windows.attributes(Operation.of("Conv").with("group", convolution.groups()), convolution.window());
        return layer(site, operation, site.read(), weights, convolution.biases(), convolution.output());
    }

    static String linear(Site site, FloatLinear linear) {
        String weights = site.writer().floats(site.part("weight"), linear.weights(), linear.biases().length, site.input().shape().size());
        return layer(site, Operation.of("Gemm").with("transB", 1), site.flattened(), weights, linear.biases(), linear.output());
    }

    private static String layer(Site site, Operation operation, String read, String weights, float[] biases, FloatOutput output) {
        Quantisation input = site.input().quantisation();
        Quantisation sums = output.quantisation();
        String real = QdqForm.dequantised(site, "input", read, input.scale(), input.zeroPoint());
        String bias = site.writer().floats(site.part("bias"), biases, biases.length);
        return site.finished(output.clampLow(), output.clampHigh(), output.lookup(),
                tensor -> QdqForm.quantised(site, tensor, sums.scale(), sums.zeroPoint(), operation, real, weights, bias));
    }
}
