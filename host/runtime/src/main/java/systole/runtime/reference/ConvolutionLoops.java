package systole.runtime.reference;

import java.util.List;
import java.util.stream.IntStream;
import systole.graph.Shape;
import systole.quant.QuantisedOperator.Convolution;

/** Convolution of one image: in each group a matrix product of the weights, packed once, with the {@link Patches} that they meet. */
final class ConvolutionLoops {
    private final Convolution convolution;
    private final Shape output;
    private final int groupInputs;
    private final PanelKernel kernel;
    private final Patches patches;
    private final List<LeftMatrix> weights;

    ConvolutionLoops(Convolution convolution, Shape input, int zeroPoint, Shape output) {
        this.convolution = convolution;
        this.output = output;
        int rows = output.channels() / convolution.groups();
        groupInputs = input.channels() / convolution.groups();
        int depth = groupInputs * convolution.window().kernelHeight() * convolution.window().kernelWidth();
        kernel = PanelKernel.fastest(rows);
        patches = new Patches(convolution.window(), input, zeroPoint, groupInputs, kernel.columns());
        weights = IntStream.range(0, convolution.groups())
                .mapToObj(group -> new LeftMatrix(convolution.weights(), group * rows * depth, rows, depth, kernel.rows())).toList();
    }

    byte[] run(byte[] values, Workspace workspace) {
        byte[] padded = patches.pad(values, workspace);
        byte[] results = new byte[output.size()];
        for (int group = 0; group < weights.size(); group++) {
            IntegerMatrixProduct.Right right = patches.matrix(padded, group * groupInputs);
            LeftMatrix left = weights.get(group);
            requantise(new IntegerMatrixProduct(left, right, kernel, workspace), group * left.rows(), left.rows(), results);
        }
        return results;
    }

    private void requantise(IntegerMatrixProduct product, int firstOutput, int outputs, byte[] results) {
        int pixels = output.height() * output.width();
        for (int pixel = 0; pixel < pixels; pixel += product.pitch()) {
            int[] sums = product.sums(pixel);
            int count = Math.min(product.pitch(), pixels - pixel);
            for (int i = 0; i < outputs; i++) {
                int channel = firstOutput + i;
                Conversions.FASTEST.requantise(
                        convolution.requantisation(), channel, sums, i * product.pitch(), results, channel * pixels + pixel, count);
            }
        }
    }
}
