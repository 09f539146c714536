package systole.onnx.operator;

import java.util.ArrayList;
import java.util.List;
import systole.onnx.OnnxException;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;

/**
 * Two stacks of matrices to be multiplied one by one, by NumPy's rules: vectors become a row or a column, and stacks are broadcast.
 *
 * @param left (batch, rows, depth)
 * @param right (batch, depth, columns)
 * @param result extents of the product, where the axes that vectors lacked are gone
 */
record MatrixBatches(Tensor left, Tensor right, int batch, int rows, int depth, int columns, Extents result) {
    static MatrixBatches of(Tensor a, Tensor b) {
        if (a.extents().rank() == 0 || b.extents().rank() == 0) {
            throw new OnnxException("scalars are no matrices");
        }
        Extents x = a.extents().rank() == 1 ? Extents.of(1, a.size()) : a.extents();
        Extents y = b.extents().rank() == 1 ? Extents.of(b.size(), 1) : b.extents();
        int rows = x.get(x.rank() - 2);
        int depth = x.get(x.rank() - 1);
        int columns = y.get(y.rank() - 1);
        if (y.get(y.rank() - 2) != depth) {
            throw new OnnxException("matrices of %s and %s do not fit".formatted(a.extents(), b.extents()));
        }
        Extents stack = Broadcast.common(List.of(stack(x), stack(y)));
        List<Integer> result = new ArrayList<>(stack.sizes());
        if (a.extents().rank() > 1) {
            result.add(rows);
        }
        if (b.extents().rank() > 1) {
            result.add(columns);
        }
        return new MatrixBatches(Broadcast.to(with(stack, rows, depth), a.reshaped(x)), Broadcast.to(with(stack, depth, columns), b.reshaped(y)),
                stack.size(), rows, depth, columns, new Extents(result));
    }

    private static Extents stack(Extents extents) {
        return new Extents(extents.sizes().subList(0, extents.rank() - 2));
    }

    private static Extents with(Extents stack, int rows, int columns) {
        List<Integer> sizes = new ArrayList<>(stack.sizes());
        sizes.add(rows);
        sizes.add(columns);
        return new Extents(sizes);
    }
}
