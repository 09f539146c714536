package systole.runtime.reference;

import java.util.List;
import java.util.stream.IntStream;
import systole.graph.Shape;
import systole.quant.QuantisedOperator.Convolution;

/** Convolution of one image: in each group a matrix product of the weights, packed once, with the {@link Patches} that they meet. */
final class ConvolutionLoops {
    /** So many pixels, one by one, take less time than a panel that they leave nearly empty: those of fully connected layers. */
    private static final int FEW = 2;

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
            GatheredMatrix matrix = patches.matrix(padded, group * groupInputs);
            int firstOutput = group * weights.get(group).rows();
            if (pixels() <= FEW) {
                multiplyColumns(matrix, firstOutput, workspace, results);
            } else {
                requantise(new IntegerMatrixProduct(weights.get(group), matrix, pixels(), kernel, workspace), firstOutput, results);
            }
        }
        return results;
    }

    private void requantise(IntegerMatrixProduct product, int firstOutput, byte[] results) {
        for (int pixel = 0; pixel < pixels(); pixel += product.columnStep()) {
            int first = pixel;
            int count = Math.min(product.columnStep(), pixels() - first);
            product.multiply(first, (row, sums, at) -> Conversions.FASTEST.requantise(
                    convolution.requantisation(), firstOutput + row, sums, at, results, (firstOutput + row) * pixels() + first, count));
        }
    }

    private void multiplyColumns(GatheredMatrix matrix, int firstOutput, Workspace workspace, byte[] results) {
        int depth = weights.getFirst().depth();
        float[] column = workspace.panels(depth);
        for (int pixel = 0; pixel < pixels(); pixel++) {
            matrix.column(pixel, column);
            for (int channel = firstOutput; channel < firstOutput + weights.getFirst().rows(); channel++) {
                int sum = Conversions.FASTEST.dot(convolution.weights(), channel * depth, depth, column);
                results[channel * pixels() + pixel] = convolution.requantisation().apply(channel, sum);
            }
        }
    }

    private int pixels() {
        return output.height() * output.width();
    }
}
