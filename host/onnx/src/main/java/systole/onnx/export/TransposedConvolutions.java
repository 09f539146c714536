package systole.onnx.export;

import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.QuantisedOperator.TransposedConvolution;

/**
 * Transposed convolutions, which no quantised operator of ONNX Runtime computes: convolutions by the mirrored kernel over the input's pixels with
 * zero points between them (Dumoulin and Visin, 2016, section 4.6).
 */
final class TransposedConvolutions {
    private TransposedConvolutions() {
    }

    static void append(Site site, IntegerForm form, TransposedConvolution convolution) {
        Window window = convolution.window();
        int top = window.spanHeight() - 1 - window.padTop();
        int left = window.spanWidth() - 1 - window.padLeft();
        int bottom = window.spanHeight() - window.padBottom() + convolution.outputPaddingY() - window.strideY();
        int right = window.spanWidth() - window.padRight() + convolution.outputPaddingX() - window.strideX();
        String framed = padded(site, "framed", spread(site, window), 0, 0, top, left, 0, 0, bottom, right);
        Window walk = new Window(window.kernelHeight(), window.kernelWidth(), 1, 1, 0, 0, 0, 0, window.dilationY(), window.dilationX());
        form.convolution(site, framed, walk, convolution.groups(), mirrored(convolution, site.input().shape().channels()),
                convolution.requantisation());
    }

    /** Pixels a stride apart, and what the last one's stride leaves behind it. */
    private static String spread(Site site, Window window) {
        Shape shape = site.input().shape();
        String apart = site.reshaped(site.part("apart"), site.read(), shape.channels(), shape.height(), 1, shape.width(), 1);
        String filled = padded(site, "filled", apart, 0, 0, 0, 0, 0, 0, 0, 0, 0, window.strideY() - 1, 0, window.strideX() - 1);
        return site.reshaped(site.part("spread"), filled, shape.channels(),
                (long) shape.height() * window.strideY(), (long) shape.width() * window.strideX());
    }

    /** Adds the zero point around a tensor; a negative padding takes pixels off. */
    private static String padded(Site site, String part, String read, long... pads) {
        String name = site.part(part);
        int zeroPoint = site.input().quantisation().zeroPoint();
        return site.writer().append(name, Operation.of("Pad"), read, site.writer().longs(name + "/pads", pads), site.zeroPoint(zeroPoint));
    }

    /** (inputs, outputs/groups, height, width) as (outputs, inputs/groups, height, width), taps in the opposite order. */
    private static byte[] mirrored(TransposedConvolution convolution, int inputs) {
        byte[] weights = convolution.weights();
        int groupInputs = inputs / convolution.groups();
        int groupOutputs = convolution.requantisation().scale().length / convolution.groups();
        int taps = convolution.window().kernelHeight() * convolution.window().kernelWidth();
        byte[] mirrored = new byte[weights.length];
        for (int i = 0; i < weights.length; i++) {
            int input = i / taps / groupOutputs;
            int output = input / groupInputs * groupOutputs + i / taps % groupOutputs;
            mirrored[(output * groupInputs + input % groupInputs) * taps + taps - 1 - i % taps] = weights[i];
        }
        return mirrored;
    }
}
