package systole.onnx.operator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import systole.nn.Matrix;
import systole.nn.MatrixProduct;
import systole.onnx.OnnxException;
import systole.onnx.model.OnnxNode;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorBuilder;

/** ConvTranspose: every input element adds its multiple of the kernel to the places of the output that a convolution would have read it from. */
public final class TransposedConvolution {
    private TransposedConvolution() {
    }

    static Tensor evaluate(Call call) {
        Tensor x = FloatConvolution.requireSingle(call.input(0));
        Tensor w = FloatConvolution.requireSingle(call.input(1));
        Extents input = x.extents();
        Extents weights = w.extents();
        int groups = Math.clamp(call.node().integer("group", 1), 0, Integer.MAX_VALUE);
        if (input.rank() < 3 || weights.rank() != input.rank() || groups < 1 || weights.get(0) != input.get(1) || input.get(1) % groups != 0) {
            throw new OnnxException("weights of %s in %d groups do not fit an input of %s".formatted(weights, groups, input));
        }
        Windows windows = windows(call.node(), ConvolutionShape.spatial(input), ConvolutionShape.spatial(weights));
        ConvolutionShape shape = new ConvolutionShape(input.get(0), groups, weights.get(1), input.get(1) / groups, windows);
        TensorBuilder builder = new TensorBuilder(DataType.FLOAT, shape.map(Math.multiplyExact(groups, weights.get(1)), windows.input()));
        float[] output = builder.build().floats();
        FloatConvolution.startWithBias(call.optional(2), output, groups * weights.get(1), windows.input().size());
        float[] values = x.toFloats();
        float[] kernels = w.toFloats();
        shape.forEachBand((piece, place, count, offsets) -> scatter(
                shape, columns(shape, values, kernels, piece, place, count), piece, count, offsets, output));
        return ConstantOperators.cast(builder.build(), x.type());
    }

    /**
     * The window whose places are the input's elements and which walks over the output; throws {@link OnnxException} where attributes do not fit.
     *
     * @param input extents of the input without images and channels
     * @param kernel extents of the kernel
     */
    public static Windows windows(OnnxNode node, int[] input, int[] kernel) {
        int rank = kernel.length;
        int[] strides = Windows.attribute(node, "strides", rank, 1, 1);
        int[] dilations = Windows.attribute(node, "dilations", rank, 1, 1);
        int[] pads = Windows.attribute(node, "pads", 2 * rank, 0, 0);
        int[] added = Windows.attribute(node, "output_padding", rank, 0, 0);
        String automatic = node.text("auto_pad", "NOTSET");
        List<WindowAxis> axes = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            long whole = (long) strides[i] * (input[i] - 1) + added[i] + WindowAxis.span(kernel[i], dilations[i]);
            long extent = switch (automatic) {
                case "NOTSET" -> whole - pads[i] - pads[i + rank];
                case "VALID" -> whole;
                case "SAME_UPPER", "SAME_LOWER" -> (long) input[i] * strides[i];
                default -> throw new OnnxException("its auto_pad %s is not known".formatted(automatic));
            };
            int begin = pads[i];
            if (node.has("output_shape") || automatic.startsWith("SAME")) {
                extent = node.has("output_shape") ? outputExtent(node, i, rank) : extent;
                long padding = Math.max(0, whole - extent);
                begin = Math.toIntExact(automatic.equals("SAME_UPPER") ? padding / 2 : padding - padding / 2);
            }
            axes.add(new WindowAxis(Extents.of(new long[] {extent}).size(), kernel[i], strides[i], dilations[i], begin, 0, input[i]));
        }
        return new Windows(axes);
    }

    /** Some models give the whole shape, images and channels included. */
    private static int outputExtent(OnnxNode node, int axis, int rank) {
        long[] extents = node.integers("output_shape").orElseThrow();
        if (extents.length != rank && extents.length != rank + 2) {
            throw new OnnxException("its output_shape %s does not have %d extents".formatted(Arrays.toString(extents), rank));
        }
        return Extents.of(new long[] {extents[extents.length - rank + axis]}).size();
    }

    private static float[] columns(ConvolutionShape shape, float[] x, float[] w, int piece, int place, int count) {
        int places = shape.windows().output().size();
        int depth = shape.depth();
        Matrix weights = Matrix.of(w, shape.channel(piece) * depth, shape.outputs(), depth).transposed();
        Matrix input = Matrix.of(x, piece * shape.outputs() * places, shape.outputs(), places).part(0, shape.outputs(), place, count);
        float[] columns = new float[depth * count];
        MatrixProduct.add(weights, input, Matrix.of(columns, 0, depth, count));
        return columns;
    }

    private static void scatter(ConvolutionShape shape, float[] columns, int piece, int count, int[] offsets, float[] output) {
        int plane = shape.windows().input().size();
        int taps = shape.windows().taps();
        for (int tap = 0; tap < taps; tap++) {
            for (int channel = 0; channel < shape.inputs(); channel++) {
                int to = (piece * shape.inputs() + channel) * plane;
                int from = (channel * taps + tap) * count;
                for (int i = 0; i < count; i++) {
                    int offset = offsets[tap * count + i];
                    if (offset >= 0) {
                        output[to + offset] += columns[from + i];
                    }
                }
            }
        }
    }
}
