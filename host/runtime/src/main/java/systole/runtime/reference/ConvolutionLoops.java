package systole.runtime.reference;

import systole.graph.Shape;
import systole.quant.QuantisedOperator.Convolution;
import systole.runtime.reference.IntegerMatrixProduct.Left;

/** Convolution of one image: in each group a matrix product of the weights with the {@link Patches} that they meet. */
final class ConvolutionLoops {
    private static final PanelKernel KERNEL = PanelKernel.fastest();

    private ConvolutionLoops() {
    }

    static byte[] run(Convolution convolution, Shape input, int zeroPoint, byte[] values, Shape output) {
        Patches patches = new Patches(convolution.window(), input, zeroPoint, values);
        int groupInputs = input.channels() / convolution.groups();
        int groupOutputs = output.channels() / convolution.groups();
        int depth = groupInputs * convolution.window().kernelHeight() * convolution.window().kernelWidth();
        byte[] results = new byte[output.size()];
        for (int group = 0; group < convolution.groups(); group++) {
            int firstOutput = group * groupOutputs;
            Left weights = new Left(convolution.weights(), firstOutput * depth, groupOutputs, depth);
            requantise(convolution, new IntegerMatrixProduct(weights, patches.from(group * groupInputs), KERNEL),
                    firstOutput, groupOutputs, results, output.height() * output.width());
        }
        return results;
    }

    private static void requantise(
            Convolution convolution, IntegerMatrixProduct product, int firstOutput, int outputs, byte[] results, int pixels) {
        for (int pixel = 0; pixel < pixels; pixel += product.pitch()) {
            int[] sums = product.sums(pixel);
            int count = Math.min(product.pitch(), pixels - pixel);
            for (int i = 0; i < outputs; i++) {
                int channel = firstOutput + i;
                convolution.requantisation().apply(channel, sums, i * product.pitch(), results, channel * pixels + pixel, count);
            }
        }
    }
}
