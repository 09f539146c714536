package systole.onnx.operator;

import java.util.Optional;
import systole.nn.Matrix;
import systole.nn.MatrixProduct;
import systole.onnx.OnnxException;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorBuilder;

/** Convolution in float32: weights times the windows laid out as columns, band by band, on the matrix product that networks are trained with. */
final class FloatConvolution {
    private final ConvolutionShape shape;
    private final float[] weights;
    private final float[] input;
    private final float[] columns;

    private FloatConvolution(ConvolutionShape shape, float[] input, float[] weights) {
        this.shape = shape;
        this.input = input;
        this.weights = weights;
        columns = shape.windows().isPlain() ? new float[0] : shape.columns(DataType.FLOAT).floats();
    }

    /** The convolution that a node asks for. */
    static Tensor evaluate(Call call) {
        Tensor x = requireSingle(call.input(0));
        Tensor w = requireSingle(call.input(1));
        ConvolutionShape shape = ConvolutionShape.of(call, x, w);
        TensorBuilder builder = new TensorBuilder(DataType.FLOAT, shape.output());
        float[] output = builder.build().floats();
        startWithBias(call.optional(2), output, shape.groups() * shape.outputs(), shape.windows().output().size());
        FloatConvolution convolution = new FloatConvolution(shape, x.toFloats(), w.toFloats());
        shape.forEachBand((piece, place, count, offsets) -> convolution.add(piece, place, count, offsets, output));
        return ConstantOperators.cast(builder.build(), x.type());
    }

    static Tensor requireSingle(Tensor tensor) {
        if (!tensor.type().isFloating() || tensor.type() == DataType.DOUBLE) {
            throw new OnnxException("FLOAT or 16-bit elements are needed where %s are".formatted(tensor));
        }
        return tensor;
    }

    static void startWithBias(Optional<Tensor> bias, float[] output, int channels, int plane) {
        if (bias.isPresent() && bias.get().size() != channels) {
            throw new OnnxException("%d output channels have %s biases".formatted(channels, bias.get().extents()));
        }
        float[] values = bias.map(Tensor::toFloats).orElse(new float[channels]);
        for (int i = 0; i < output.length; i++) {
            output[i] = values[i / plane % channels];
        }
    }

    private void add(int piece, int place, int count, int[] offsets, float[] output) {
        int places = shape.windows().output().size();
        Matrix left = Matrix.of(weights, shape.channel(piece) * shape.depth(), shape.outputs(), shape.depth());
        Matrix result = Matrix.of(output, piece * shape.outputs() * places, shape.outputs(), places).part(0, shape.outputs(), place, count);
        MatrixProduct.add(left, right(piece, place, count, offsets), result);
    }

    private Matrix right(int piece, int place, int count, int[] offsets) {
        int plane = shape.windows().input().size();
        int start = piece * shape.inputs() * plane;
        if (shape.windows().isPlain()) {
            return Matrix.of(input, start, shape.inputs(), plane).part(0, shape.inputs(), place, count);
        }
        int taps = shape.windows().taps();
        for (int tap = 0; tap < taps; tap++) {
            for (int channel = 0; channel < shape.inputs(); channel++) {
                gather(start + channel * plane, (channel * taps + tap) * count, count, offsets, tap * count);
            }
        }
        return Matrix.of(columns, 0, shape.depth(), count);
    }

    private void gather(int from, int to, int count, int[] offsets, int first) {
        for (int i = 0; i < count; i++) {
            int offset = offsets[first + i];
            columns[to + i] = offset < 0 ? 0 : input[from + offset];
        }
    }
}
