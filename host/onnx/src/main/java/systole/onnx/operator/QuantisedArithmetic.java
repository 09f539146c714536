package systole.onnx.operator;

import java.util.List;
import java.util.Optional;
import systole.onnx.OnnxException;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorBuilder;
import systole.quant.FloatSum;
import systole.quant.Quantisation;

/** ONNX Runtime's QLinearAdd and QLinearGlobalAveragePool in the order and the roundings that it computes them with. */
final class QuantisedArithmetic {
    private QuantisedArithmetic() {
    }

    /** A, its scale and zero point; B, its own; C's: {@link FloatSum}. */
    static Tensor sum(Call call) {
        Tensor left = call.input(0);
        Tensor right = call.input(3);
        DataType type = requireEightBits(left);
        if (requireEightBits(right) != type) {
            throw new OnnxException("%s and %s are of different types".formatted(left, right));
        }
        Quantisation leftScale = quantisation(call, 1, type);
        Quantisation rightScale = quantisation(call, 4, type);
        Quantisation output = quantisation(call, 6, type);
        FloatSum sum = type == DataType.UINT8 ? FloatSum.unsigned(leftScale, rightScale, output) : FloatSum.signed(leftScale, rightScale, output);
        Extents extents = Broadcast.common(List.of(left.extents(), right.extents()));
        byte[] a = Broadcast.to(extents, left).bytes();
        byte[] b = Broadcast.to(extents, right).bytes();
        byte[] c = new byte[a.length];
        int offset = offset(type);
        for (int i = 0; i < c.length; i++) {
            c[i] = (byte) (sum.apply((byte) (a[i] - offset), (byte) (b[i] - offset)) + offset);
        }
        return Tensor.of(type, extents, c);
    }

    /** X, its scale and zero point, Y's: the whole sum of a map times s_x / (s_y * places), rounded once. */
    static Tensor globalMean(Call call) {
        Tensor x = call.input(0);
        DataType type = requireEightBits(x);
        if (x.extents().rank() < 3 || x.size() == 0) {
            throw new OnnxException("maps are needed where %s are".formatted(x));
        }
        Quantisation input = quantisation(call, 1, type);
        Quantisation output = quantisation(call, 3, type);
        int places = x.extents().size(2, x.extents().rank());
        float scale = input.scale() / (output.scale() * places);
        int[] extents = x.extents().toArray();
        for (int axis = 2; axis < extents.length; axis++) {
            extents[axis] = 1;
        }
        TensorBuilder builder = new TensorBuilder(type, Extents.of(extents));
        for (int map = 0; map < x.size() / places; map++) {
            int sum = 0;
            for (int i = 0; i < places; i++) {
                sum += (int) x.longAt(map * places + i) - offset(type) - input.zeroPoint();
            }
            builder.set(map, (long) Math.clamp(Math.rint(sum * scale) + output.zeroPoint() + offset(type), type.lowest(), type.highest()));
        }
        return builder.build();
    }

    /** By how much a type's values are larger than int8's. */
    private static int offset(DataType type) {
        return type == DataType.UINT8 ? -Byte.MIN_VALUE : 0;
    }

    private static DataType requireEightBits(Tensor tensor) {
        if (tensor.type() != DataType.UINT8 && tensor.type() != DataType.INT8) {
            throw new OnnxException("8-bit whole numbers are needed where %s are".formatted(tensor));
        }
        return tensor.type();
    }

    private static Quantisation quantisation(Call call, int scale, DataType type) {
        Optional<Tensor> zeroPoint = call.optional(scale + 1);
        if (zeroPoint.isPresent() && zeroPoint.get().type() != type) {
            throw new OnnxException("a zero point of %s is needed where %s are".formatted(type, zeroPoint.get()));
        }
        long point = zeroPoint.map(tensor -> Call.only(tensor).longAt(0)).orElse(0L);
        try {
            return new Quantisation((float) call.scalar(scale), (int) point - offset(type));
        } catch (IllegalArgumentException e) {
            throw new OnnxException(e.getMessage());
        }
    }
}
