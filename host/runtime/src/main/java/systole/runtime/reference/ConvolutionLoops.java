package systole.runtime.reference;

import java.util.List;
import java.util.stream.IntStream;
import systole.graph.Shape;
import systole.quant.QuantisedOperator.Convolution;

/** Convolution of one image: in each group a matrix product of the weights, packed once, with the {@link Patches} that they meet. */
final class ConvolutionLoops {
    private final Convolution convolution;
    private final Shape input;
    private final int zeroPoint;
    private final Shape output;
    private final PanelKernel kernel;
    private final List<LeftMatrix> weights;

    ConvolutionLoops(Convolution convolution, Shape input, int zeroPoint, Shape output) {
        this.convolution = convolution;
        this.input = input;
        this.zeroPoint = zeroPoint;
        this.output = output;
        int rows = output.channels() / convolution.groups();
        int depth = input.channels() / convolution.groups() * convolution.window().kernelHeight() * convolution.window().kernelWidth();
        kernel = PanelKernel.fastest(rows);
        weights = IntStream.range(0, convolution.groups())
                .mapToObj(group -> new LeftMatrix(convolution.weights(), group * rows * depth, rows, depth, kernel.rows())).toList();
    }

    byte[] run(byte[] values, Workspace workspace) {
        Patches patches = new Patches(convolution.window(), input, zeroPoint, values, workspace);
        byte[] results = new byte[output.size()];
        for (int group = 0; group < weights.size(); group++) {
            IntegerMatrixProduct.Right right = patches.from(group * (input.channels() / weights.size()));
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
