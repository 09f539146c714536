package systole.onnx.operator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import systole.onnx.OnnxException;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorBuilder;

/** Convolutions and matrix products of quantised tensors: exact int32 sums, which wrap around, and for some a requantisation. */
final class IntegerOperators {
    private IntegerOperators() {
    }

    static Map<String, Operator> all() {
        Map<String, Operator> all = new LinkedHashMap<>();
        all.put("ConvInteger", call -> List.of(convInteger(call)));
        all.put("MatMulInteger", call -> List.of(matMulInteger(call)));
        all.put("QLinearConv", call -> List.of(qLinearConv(call)));
        all.put("QLinearMatMul", call -> List.of(qLinearMatMul(call)));
        return all;
    }

    /** Whole numbers less their zero points; one for all, or one for each index of an axis. */
    private static int[] centred(Tensor q, Optional<Tensor> zeroPoint, int axis) {
        Tensor ones = new TensorBuilder(DataType.FLOAT, zeroPoint.map(Tensor::extents).orElse(Extents.SCALAR)).build();
        return new AffineQuantisation(ones, zeroPoint, axis, 0).centred(requireByte(q));
    }

    private static Tensor requireByte(Tensor q) {
        if (!q.type().isInteger() || q.type().bytes() > 2) {
            throw new OnnxException("8-bit or 16-bit whole numbers are needed where %s are".formatted(q));
        }
        return q;
    }

    private static Tensor convInteger(Call call) {
        ConvolutionShape shape = ConvolutionShape.of(call, call.input(0), call.input(1));
        Extents output = new TensorBuilder(DataType.INT32, shape.output()).build().extents();
        int[] sums = IntegerConvolution.sums(shape, centred(call.input(0), call.optional(2), 0), centred(call.input(1), call.optional(3), 0));
        return Tensor.of(DataType.INT32, output, sums);
    }

    private static Tensor qLinearConv(Call call) {
        Tensor x = call.input(0);
        Tensor w = call.input(3);
        ConvolutionShape shape = ConvolutionShape.of(call, x, w);
        Requantiser requantiser = new Requantiser(call.input(1), call.input(4), call.input(6), call.input(7));
        TensorBuilder builder = new TensorBuilder(requantiser.type(), shape.output());
        int[] sums = IntegerConvolution.sums(shape, centred(x, call.optional(2), 1), centred(w, call.optional(5), 0));
        int channels = shape.groups() * shape.outputs();
        int plane = shape.windows().output().size();
        long[] bias = call.optional(8).map(Tensor::toLongs).orElse(new long[channels]);
        if (bias.length != channels) {
            throw new OnnxException("%d output channels have %d biases".formatted(channels, bias.length));
        }
        for (int i = 0; i < sums.length; i++) {
            int channel = i / plane % channels;
            builder.set(i, requantiser.of(sums[i] + (int) bias[channel], channel, channels));
        }
        return builder.build();
    }

    private static Tensor matMulInteger(Call call) {
        return Tensor.of(DataType.INT32, matrices(call, 0, 1).result(), product(call, 0, 2, 1, 3));
    }

    private static Tensor qLinearMatMul(Call call) {
        Requantiser requantiser = new Requantiser(call.input(1), call.input(4), call.input(6), call.input(7));
        MatrixBatches matrices = matrices(call, 0, 3);
        int[] sums = product(call, 0, 2, 3, 5);
        TensorBuilder builder = new TensorBuilder(requantiser.type(), matrices.result());
        for (int i = 0; i < sums.length; i++) {
            builder.set(i, requantiser.of(sums[i], i % matrices.columns(), matrices.columns()));
        }
        return builder.build();
    }

    private static MatrixBatches matrices(Call call, int a, int b) {
        return MatrixBatches.of(call.input(a), call.input(b));
    }

    /** Sums of products; A's zero points are one or one a row, B's one or one a column. */
    private static int[] product(Call call, int a, int aZero, int b, int bZero) {
        Tensor left = call.input(a);
        Tensor right = call.input(b);
        Tensor leftCentred = Tensor.of(DataType.INT32, left.extents(), centred(left, call.optional(aZero), Math.max(0, left.extents().rank() - 2)));
        Tensor rightCentred = Tensor.of(DataType.INT32, right.extents(), centred(right, call.optional(bZero), right.extents().rank() - 1));
        MatrixBatches matrices = MatrixBatches.of(leftCentred, rightCentred);
        int rows = matrices.rows();
        int depth = matrices.depth();
        int columns = matrices.columns();
        int[] sums = new TensorBuilder(DataType.INT32, matrices.result()).build().ints();
        for (int i = 0; i < matrices.batch(); i++) {
            int[] part = IntegerProduct.of(matrices.left().ints(), i * rows * depth, matrices.right().ints(), i * depth * columns, rows, depth, columns);
            System.arraycopy(part, 0, sums, i * rows * columns, part.length);
        }
        return sums;
    }
}
