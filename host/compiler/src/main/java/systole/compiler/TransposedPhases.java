package systole.compiler;

import java.util.List;
import java.util.stream.IntStream;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedOperator.TransposedConvolution;
import systole.quant.QuantisedTensor;

/**
 * A transposed convolution as convolutions of its input, one for each phase of its output: output pixels whose positions leave the same
 * rest by the stride meet the same taps, so that none is multiplied by what lies between the input's pixels (Shi et al., 2016, "Is the
 * deconvolution layer the same as a convolutional layer?").
 */
final class TransposedPhases {
    private static final int NONE = -1;

    /**
     * One dimension of a phase's kernel.
     *
     * @param taps the transposed kernel's, in the order of the pixels that they meet; {@link #NONE} for a weight of 0
     * @param dilation pixels from tap to tap
     * @param padding before the first pixel
     */
    private record Axis(List<Integer> taps, int dilation, int padding) {
        /**
         * Output position q * stride + rest meets tap k at pixel q + (rest + padding - k * dilation) / stride, where that is whole. Weights of
         * 0 are put before the first tap where that would be behind pixel q.
         */
        static Axis of(int kernel, int stride, int dilation, int padding, int rest) {
            List<Integer> meeting = IntStream.range(0, kernel).filter(k -> Math.floorMod(rest + padding - k * dilation, stride) == 0)
                    .map(k -> -k).sorted().map(k -> -k).boxed().toList();
            if (meeting.isEmpty()) {
                return new Axis(List.of(NONE), 1, 0);
            }
            int first = (rest + padding - meeting.getFirst() * dilation) / stride;
            int step = dilation / greatestCommonDivisor(dilation, stride);
            int zeros = Math.max(0, Math.ceilDiv(first, step));
            List<Integer> taps = IntStream.concat(IntStream.range(0, zeros).map(i -> NONE),
                    meeting.stream().mapToInt(Integer::intValue)).boxed().toList();
            return new Axis(taps, step, zeros * step - first);
        }

        /** Padding behind the last of so many pixels, for at least so many outputs. */
        int paddingBehind(int pixels, int outputs) {
            return Math.max(0, outputs + (taps.size() - 1) * dilation - pixels - padding);
        }

        int realTaps() {
            return (int) taps.stream().filter(tap -> tap != NONE).count();
        }

        private static int greatestCommonDivisor(int a, int b) {
            return b == 0 ? a : greatestCommonDivisor(b, a % b);
        }
    }

    private final QuantisedNode node;
    private final TransposedConvolution operator;
    private final QuantisedTensor input;

    private TransposedPhases(QuantisedNode node, TransposedConvolution operator, QuantisedTensor input) {
        this.node = node;
        this.operator = operator;
        this.input = input;
    }

    /** A layer for each phase of the node's output. */
    static List<ArrayLayer> of(QuantisedNode node, TransposedConvolution operator, QuantisedTensor input) {
        TransposedPhases phases = new TransposedPhases(node, operator, input);
        Window w = operator.window();
        return Phase.of(w.strideY(), w.strideX(), node.output().shape()).stream().map(phases::layer).toList();
    }

    private ArrayLayer layer(Phase phase) {
        Window w = operator.window();
        Axis y = Axis.of(w.kernelHeight(), w.strideY(), w.dilationY(), w.padTop(), phase.top());
        Axis x = Axis.of(w.kernelWidth(), w.strideX(), w.dilationX(), w.padLeft(), phase.left());
        Shape in = input.shape();
        Shape out = node.output().shape();
        Window window = new Window(y.taps.size(), x.taps.size(), 1, 1, y.padding, x.padding,
                y.paddingBehind(in.height(), phase.rowsOf(out.height())), x.paddingBehind(in.width(), phase.columnsOf(out.width())),
                y.dilation, x.dilation);
        Kernel kernel = new Kernel(out.channels(), window, operator.groups(), weights(y, x));
        long macs = (long) out.channels() / operator.groups() * in.size() * y.realTaps() * x.realTaps();
        return new ArrayLayer(node.name() + "." + phase.index(), "convtranspose", input, node.output(), phase, kernel,
                input.quantisation().zeroPoint(), Tail.of(operator.requantisation()), 1, macs);
    }

    /** (inputs, outputs/groups, taps) of the node to (outputs, inputs/groups, taps) of a convolution. */
    private byte[] weights(Axis y, Axis x) {
        Window w = operator.window();
        int groupInputs = input.shape().channels() / operator.groups();
        int groupOutputs = node.output().shape().channels() / operator.groups();
        byte[] weights = new byte[node.output().shape().channels() * groupInputs * y.taps.size() * x.taps.size()];
        int at = 0;
        for (int output = 0; output < node.output().shape().channels(); output++) {
            for (int i = 0; i < groupInputs; i++) {
                int plane = (output / groupOutputs * groupInputs + i) * groupOutputs + output % groupOutputs;
                for (int ky : y.taps) {
                    for (int kx : x.taps) {
                        boolean real = ky != NONE && kx != NONE;
                        weights[at++] = real ? operator.weights()[(plane * w.kernelHeight() + ky) * w.kernelWidth() + kx] : 0;
                    }
                }
            }
        }
        return weights;
    }
}
