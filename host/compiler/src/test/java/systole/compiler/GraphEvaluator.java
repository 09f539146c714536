package systole.compiler;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.QuantisedGraph;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedOperator;
import systole.quant.QuantisedTensor;
import systole.quant.Requantisation;

/** The quantised operators as plain loops over (channel, y, x): what programs must compute. */
final class GraphEvaluator {
    private GraphEvaluator() {
    }

    /** All tensors of the graph by name. */
    static Map<String, byte[]> evaluate(QuantisedGraph graph, byte[] input) {
        Map<String, byte[]> tensors = new HashMap<>();
        tensors.put(graph.input().name(), input);
        for (QuantisedNode node : graph.nodes()) {
            QuantisedTensor read = graph.tensor(node.inputs().getFirst());
            List<byte[]> values = node.inputs().stream().map(tensors::get).toList();
            tensors.put(node.name(), switch (node.operator()) {
                case QuantisedOperator.Concatenation _ -> concatenation(values, node.output().shape().size());
                case QuantisedOperator.MatrixProduct product -> product(product, read.shape().channels(), values.getFirst(), values.getLast());
                case QuantisedOperator.Addition addition -> sum(addition, read, graph.tensor(node.inputs().getLast()), values);
                default -> node(node, read, values.getFirst());
            });
        }
        return tensors;
    }

    private static byte[] concatenation(List<byte[]> parts, int size) {
        ByteBuffer result = ByteBuffer.allocate(size);
        parts.forEach(result::put);
        return result.array();
    }

    private static byte[] product(QuantisedOperator.MatrixProduct product, int channels, byte[] left, byte[] right) {
        int pixels = left.length / channels;
        int outputs = right.length / channels;
        byte[] result = new byte[outputs * pixels];
        for (int i = 0; i < result.length; i++) {
            int sum = 0;
            for (int k = 0; k < channels; k++) {
                sum += left[k * pixels + i % pixels] * right[k * outputs + i / pixels];
            }
            result[i] = product.requantisation().apply(i / pixels, sum);
        }
        return result;
    }

    private static byte[] sum(QuantisedOperator.Addition addition, QuantisedTensor left, QuantisedTensor right, List<byte[]> values) {
        byte[] result = new byte[left.shape().size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = addition.apply(values.getFirst()[i] - left.quantisation().zeroPoint(),
                    values.getLast()[i] - right.quantisation().zeroPoint());
        }
        return result;
    }

    /** Evaluates a node of one input by itself. */
    static byte[] node(QuantisedNode node, QuantisedTensor read, byte[] x) {
        int zeroPoint = read.quantisation().zeroPoint();
        Shape in = Shape.map(read.shape().channels(), read.shape().height(), read.shape().width());
        int outputs = node.output().shape().channels();
        return switch (node.operator()) {
            case QuantisedOperator.Convolution c ->
                    convolution(x, in, zeroPoint, outputs, c.window(), c.groups(), c.weights(), c.requantisation());
            case QuantisedOperator.Linear l -> {
                byte[] result = new byte[outputs];
                for (int k = 0; k < outputs; k++) {
                    int sum = 0;
                    for (int i = 0; i < x.length; i++) {
                        sum += l.weights()[k * x.length + i] * (x[i] - zeroPoint);
                    }
                    result[k] = l.requantisation().apply(k, sum);
                }
                yield result;
            }
            case QuantisedOperator.AveragePool p -> {
                byte[] ones = new byte[outputs * p.window().kernelHeight() * p.window().kernelWidth()];
                Arrays.fill(ones, (byte) 1);
                yield convolution(x, in, zeroPoint, outputs, p.window(), outputs, ones, p.requantisation());
            }
            case QuantisedOperator.TransposedConvolution c -> transposed(x, in, zeroPoint, node.output().shape(), c);
            case QuantisedOperator.MaxPool p -> maximum(x, in, p.window());
            case QuantisedOperator.Lookup(byte[] table) -> {
                byte[] result = new byte[x.length];
                for (int i = 0; i < x.length; i++) {
                    result[i] = table[x[i] & 0xFF];
                }
                yield result;
            }
            // A stand-in: what the host computes does not matter, only that it does it between programs.
            case QuantisedOperator.Softmax _ -> {
                byte[] result = new byte[x.length];
                for (int i = 0; i < x.length; i++) {
                    result[i] = (byte) (x[x.length - 1 - i] ^ 0x55);
                }
                yield result;
            }
            default -> throw new AssertionError(node);
        };
    }

    private static byte[] convolution(
            byte[] x, Shape in, int zeroPoint, int outputs, Window w, int groups, byte[] weights, Requantisation requantisation) {
        Shape out = w.output(in, outputs);
        byte[] result = new byte[out.size()];
        int inputsPerGroup = in.channels() / groups;
        int at = 0;
        for (int k = 0; k < outputs; k++) {
            int firstInput = k / (outputs / groups) * inputsPerGroup;
            for (int y = 0; y < out.height(); y++) {
                for (int column = 0; column < out.width(); column++) {
                    int sum = 0;
                    for (int c = 0; c < inputsPerGroup; c++) {
                        for (int ky = 0; ky < w.kernelHeight(); ky++) {
                            for (int kx = 0; kx < w.kernelWidth(); kx++) {
                                int iy = y * w.strideY() - w.padTop() + ky * w.dilationY();
                                int ix = column * w.strideX() - w.padLeft() + kx * w.dilationX();
                                if (iy >= 0 && iy < in.height() && ix >= 0 && ix < in.width()) {
                                    int weight = weights[((k * inputsPerGroup + c) * w.kernelHeight() + ky) * w.kernelWidth() + kx];
                                    sum += weight * (x[((firstInput + c) * in.height() + iy) * in.width() + ix] - zeroPoint);
                                }
                            }
                        }
                    }
                    result[at++] = requantisation.apply(k, sum);
                }
            }
        }
        return result;
    }

    /** Every input pixel adds to the outputs that it meets. */
    private static byte[] transposed(
            byte[] x, Shape in, int zeroPoint, Shape out, QuantisedOperator.TransposedConvolution c) {
        Window w = c.window();
        int[] sums = new int[out.size()];
        int groupOutputs = out.channels() / c.groups();
        for (int i = 0; i < x.length; i++) {
            int channel = i / (in.height() * in.width());
            int firstOutput = channel / (in.channels() / c.groups()) * groupOutputs;
            for (int tap = 0; tap < groupOutputs * w.kernelHeight() * w.kernelWidth(); tap++) {
                int y = i / in.width() % in.height() * w.strideY() - w.padTop() + tap / w.kernelWidth() % w.kernelHeight() * w.dilationY();
                int column = i % in.width() * w.strideX() - w.padLeft() + tap % w.kernelWidth() * w.dilationX();
                if (y >= 0 && y < out.height() && column >= 0 && column < out.width()) {
                    int output = firstOutput + tap / (w.kernelHeight() * w.kernelWidth());
                    int weight = c.weights()[channel * groupOutputs * w.kernelHeight() * w.kernelWidth() + tap];
                    sums[(output * out.height() + y) * out.width() + column] += weight * (x[i] - zeroPoint);
                }
            }
        }
        byte[] result = new byte[sums.length];
        for (int i = 0; i < sums.length; i++) {
            result[i] = c.requantisation().apply(i / (out.height() * out.width()), sums[i]);
        }
        return result;
    }

    private static byte[] maximum(byte[] x, Shape in, Window w) {
        Shape out = w.output(in, in.channels());
        byte[] result = new byte[out.size()];
        int at = 0;
        for (int c = 0; c < in.channels(); c++) {
            for (int y = 0; y < out.height(); y++) {
                for (int column = 0; column < out.width(); column++) {
                    byte best = Byte.MIN_VALUE;
                    for (int ky = 0; ky < w.kernelHeight(); ky++) {
                        for (int kx = 0; kx < w.kernelWidth(); kx++) {
                            int iy = y * w.strideY() - w.padTop() + ky;
                            int ix = column * w.strideX() - w.padLeft() + kx;
                            if (iy >= 0 && iy < in.height() && ix >= 0 && ix < in.width()) {
                                best = (byte) Math.max(best, x[(c * in.height() + iy) * in.width() + ix]);
                            }
                        }
                    }
                    result[at++] = best;
                }
            }
        }
        return result;
    }
}
