package systole.onnx.operator;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorBuilder;

/**
 * Applies functions to every element. Real numbers are computed as doubles and rounded once, which for sums, differences, products and quotients is what
 * float32 arithmetic gives; whole numbers wrap around.
 */
final class Elementwise {
    private Elementwise() {
    }

    /** The function of each element, as real numbers. */
    static Tensor map(Tensor tensor, DoubleUnaryOperator function) {
        TensorBuilder builder = new TensorBuilder(tensor.type(), tensor.extents());
        if (tensor.type() == DataType.FLOAT) {
            float[] from = tensor.floats();
            float[] to = builder.build().floats();
            for (int i = 0; i < to.length; i++) {
                to[i] = (float) function.applyAsDouble(from[i]);
            }
            return builder.build();
        }
        for (int i = 0; i < tensor.size(); i++) {
            builder.set(i, function.applyAsDouble(tensor.doubleAt(i)));
        }
        return builder.build();
    }

    /** The function of each element, as whole numbers. */
    static Tensor mapWhole(Tensor tensor, LongUnaryOperator function) {
        TensorBuilder builder = new TensorBuilder(tensor.type(), tensor.extents());
        for (int i = 0; i < tensor.size(); i++) {
            builder.set(i, function.applyAsLong(tensor.longAt(i)));
        }
        return builder.build();
    }

    /** The function of each pair of elements of two tensors of the same extents, as real numbers. */
    static Tensor combine(Tensor a, Tensor b, DataType type, DoubleBinaryOperator function) {
        TensorBuilder builder = new TensorBuilder(type, a.extents());
        if (type == DataType.FLOAT && a.type() == type && b.type() == type) {
            float[] left = a.floats();
            float[] right = b.floats();
            float[] to = builder.build().floats();
            for (int i = 0; i < to.length; i++) {
                to[i] = (float) function.applyAsDouble(left[i], right[i]);
            }
            return builder.build();
        }
        for (int i = 0; i < a.size(); i++) {
            builder.set(i, function.applyAsDouble(a.doubleAt(i), b.doubleAt(i)));
        }
        return builder.build();
    }

    /** The function of each pair of elements of two tensors of the same extents, as whole numbers. */
    static Tensor combineWhole(Tensor a, Tensor b, DataType type, LongBinaryOperator function) {
        TensorBuilder builder = new TensorBuilder(type, a.extents());
        for (int i = 0; i < a.size(); i++) {
            builder.set(i, function.applyAsLong(a.longAt(i), b.longAt(i)));
        }
        return builder.build();
    }
}
