package systole.onnx.operator;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorBuilder;

/** Softmax and its like. Since version 13 they work along one axis; before, over all axes from that one on. */
final class Exponentials {
    private static final int ONE_AXIS = 13;

    private Exponentials() {
    }

    static Map<String, Operator> all() {
        Map<String, Operator> all = new LinkedHashMap<>();
        all.put("Softmax", operator(Exponentials::softmax));
        all.put("LogSoftmax", operator(Exponentials::logSoftmax));
        all.put("Hardmax", operator(Exponentials::hardmax));
        return all;
    }

    /** log of the sum of exp(x), without overflow. */
    static double logSum(double[] values) {
        double highest = Arrays.stream(values).max().orElse(0);
        if (Double.isInfinite(highest)) {
            return highest;
        }
        return highest + Math.log(Arrays.stream(values).map(x -> Math.exp(x - highest)).sum());
    }

    private static double[] softmax(double[] values) {
        double sum = logSum(values);
        return Arrays.stream(values).map(x -> Math.exp(x - sum)).toArray();
    }

    private static double[] logSoftmax(double[] values) {
        double sum = logSum(values);
        return Arrays.stream(values).map(x -> x - sum).toArray();
    }

    private static double[] hardmax(double[] values) {
        double[] result = new double[values.length];
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        result[best] = 1;
        return result;
    }

    private static Operator operator(UnaryOperator<double[]> function) {
        return call -> {
            Tensor x = UnaryOperators.requireReal(call.input(0));
            Extents extents = x.extents();
            boolean oneAxis = call.opset() >= ONE_AXIS;
            int axis = extents.axis(call.node().integer("axis", oneAxis ? -1 : 1));
            int end = oneAxis ? axis + 1 : extents.rank();
            return List.of(along(x, extents.size(axis, end), extents.size(end, extents.rank()), function));
        };
    }

    /** The function of every row of {@code count} elements that are {@code stride} apart. */
    private static Tensor along(Tensor x, int count, int stride, UnaryOperator<double[]> function) {
        TensorBuilder builder = new TensorBuilder(x.type(), x.extents());
        int rows = x.size() == 0 ? 0 : x.size() / count;
        double[] row = new double[rows == 0 ? 0 : count];
        for (int r = 0; r < rows; r++) {
            int start = r / stride * stride * count + r % stride;
            for (int i = 0; i < count; i++) {
                row[i] = x.doubleAt(start + i * stride);
            }
            double[] result = function.apply(row);
            for (int i = 0; i < count; i++) {
                builder.set(start + i * stride, result[i]);
            }
        }
        return builder.build();
    }
}
