package systole.onnx.operator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import systole.nn.Matrix;
import systole.nn.MatrixProduct;
import systole.onnx.OnnxException;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorBuilder;

/** Convolutions and matrix products in float32; MatMul in double precision too. */
final class MatrixOperators {
    private MatrixOperators() {
    }

    static Map<String, Operator> all() {
        Map<String, Operator> all = new LinkedHashMap<>();
        all.put("Conv", call -> List.of(FloatConvolution.evaluate(call)));
        all.put("ConvTranspose", call -> List.of(TransposedConvolution.evaluate(call)));
        all.put("MatMul", call -> List.of(matMul(call)));
        all.put("Gemm", call -> List.of(gemm(call)));
        return all;
    }

    private static Tensor matMul(Call call) {
        return call.input(0).type() == DataType.DOUBLE ? doubles(MatrixBatches.of(call.input(0), call.input(1))) : singles(call);
    }

    private static Tensor doubles(MatrixBatches matrices) {
        TensorBuilder builder = new TensorBuilder(DataType.DOUBLE, matrices.result());
        int rows = matrices.rows();
        int depth = matrices.depth();
        int columns = matrices.columns();
        for (int i = 0; i < matrices.batch() * rows * columns; i++) {
            int row = i / columns * depth;
            int column = i / (rows * columns) * depth * columns + i % columns;
            double sum = 0;
            for (int k = 0; k < depth; k++) {
                sum += matrices.left().doubleAt(row + k) * matrices.right().doubleAt(column + k * columns);
            }
            builder.set(i, sum);
        }
        return builder.build();
    }

    private static Tensor singles(Call call) {
        Tensor a = FloatConvolution.requireSingle(call.input(0));
        MatrixBatches matrices = MatrixBatches.of(a, FloatConvolution.requireSingle(call.input(1)));
        int rows = matrices.rows();
        int depth = matrices.depth();
        int columns = matrices.columns();
        TensorBuilder builder = new TensorBuilder(DataType.FLOAT, matrices.result());
        for (int i = 0; i < matrices.batch(); i++) {
            MatrixProduct.add(Matrix.of(matrices.left().toFloats(), i * rows * depth, rows, depth),
                    Matrix.of(matrices.right().toFloats(), i * depth * columns, depth, columns),
                    Matrix.of(builder.build().floats(), i * rows * columns, rows, columns));
        }
        return ConstantOperators.cast(builder.build(), a.type());
    }

    /** alpha A B + beta C, where A and B may be transposed. */
    private static Tensor gemm(Call call) {
        Tensor a = FloatConvolution.requireSingle(call.input(0));
        float alpha = call.node().real("alpha", 1);
        Tensor scaled = alpha == 1 ? a : Elementwise.map(a, x -> x * alpha);
        Matrix left = matrix(scaled, call.node().integer("transA", 0) != 0);
        Matrix right = matrix(FloatConvolution.requireSingle(call.input(1)), call.node().integer("transB", 0) != 0);
        if (left.columns() != right.rows()) {
            throw new OnnxException("matrices of %dx%d and %dx%d do not fit".formatted(left.rows(), left.columns(), right.rows(), right.columns()));
        }
        Extents extents = Extents.of(left.rows(), right.columns());
        TensorBuilder builder = new TensorBuilder(DataType.FLOAT, extents);
        float beta = call.node().real("beta", 1);
        call.optional(2).map(c -> Broadcast.to(extents, c)).ifPresent(c -> {
            for (int i = 0; i < c.size(); i++) {
                builder.set(i, beta * c.doubleAt(i));
            }
        });
        MatrixProduct.add(left, right, Matrix.of(builder.build().floats(), 0, left.rows(), right.columns()));
        return ConstantOperators.cast(builder.build(), a.type());
    }

    private static Matrix matrix(Tensor tensor, boolean transposed) {
        if (tensor.extents().rank() != 2) {
            throw new OnnxException("a matrix is needed where %s are".formatted(tensor));
        }
        Matrix matrix = Matrix.of(tensor.toFloats(), 0, tensor.extents().get(0), tensor.extents().get(1));
        return transposed ? matrix.transposed() : matrix;
    }
}
