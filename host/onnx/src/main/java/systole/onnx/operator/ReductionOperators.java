package systole.onnx.operator;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorBuilder;

/** Operators that make one number of all those along some axes. Whole numbers are exact below 2^53. */
final class ReductionOperators {
    private ReductionOperators() {
    }

    static Map<String, Operator> all() {
        Map<String, Operator> all = new LinkedHashMap<>();
        all.put("ReduceSum", reduction(values -> DoubleStream.of(values).sum()));
        all.put("ReduceMean", reduction(values -> DoubleStream.of(values).sum() / values.length));
        all.put("ReduceMax", call -> List.of(reduce(call, values -> Arrays.stream(values).reduce(lowest(call), Math::max))));
        all.put("ReduceMin", call -> List.of(reduce(call, values -> Arrays.stream(values).reduce(highest(call), Math::min))));
        all.put("ReduceProd", reduction(values -> Arrays.stream(values).reduce(1, (a, b) -> a * b)));
        all.put("ReduceL1", reduction(values -> Arrays.stream(values).map(Math::abs).sum()));
        all.put("ReduceL2", reduction(values -> Math.sqrt(Arrays.stream(values).map(x -> x * x).sum())));
        all.put("ReduceSumSquare", reduction(values -> Arrays.stream(values).map(x -> x * x).sum()));
        all.put("ReduceLogSum", reduction(values -> Math.log(Arrays.stream(values).sum())));
        all.put("ReduceLogSumExp", reduction(Exponentials::logSum));
        return all;
    }

    private static Operator reduction(ToDoubleFunction<double[]> function) {
        return call -> List.of(reduce(call, function));
    }

    /** The greatest of no numbers. */
    private static double lowest(Call call) {
        DataType type = call.input(0).type();
        return type.isInteger() ? type.lowest() : type == DataType.BOOL ? 0 : Double.NEGATIVE_INFINITY;
    }

    private static double highest(Call call) {
        DataType type = call.input(0).type();
        return type.isInteger() ? type.highest() : type == DataType.BOOL ? 1 : Double.POSITIVE_INFINITY;
    }

    private static Tensor reduce(Call call, ToDoubleFunction<double[]> function) {
        Tensor data = call.input(0);
        long[] axes = call.integers("axes", 1).orElse(new long[0]);
        if (axes.length == 0 && call.node().integer("noop_with_empty_axes", 0) != 0) {
            return data;
        }
        TreeSet<Integer> reduced = new TreeSet<>();
        Arrays.stream(axes).forEach(axis -> reduced.add(data.extents().axis(axis)));
        if (axes.length == 0) {
            IntStream.range(0, data.extents().rank()).forEach(reduced::add);
        }
        return reduce(data, reduced, call.node().integer("keepdims", 1) != 0, data.type(), function);
    }

    /** The function of the numbers along those axes, as that type; reduced axes stay with an extent of 1 where they are kept. */
    static Tensor reduce(Tensor data, TreeSet<Integer> reduced, boolean keep, DataType type, ToDoubleFunction<double[]> function) {
        Extents extents = data.extents();
        int[] kept = IntStream.range(0, extents.rank()).filter(axis -> !reduced.contains(axis)).toArray();
        int[] order = IntStream.concat(Arrays.stream(kept), reduced.stream().mapToInt(Integer::intValue)).toArray();
        Tensor rows = Arrays.equals(order, IntStream.range(0, order.length).toArray()) ? data : Transposition.of(data, order);
        Extents sizes = keep ? Extents.of(IntStream.range(0, extents.rank()).map(axis -> reduced.contains(axis) ? 1 : extents.get(axis)).toArray())
                : Extents.of(Arrays.stream(kept).map(extents::get).toArray());
        TensorBuilder builder = new TensorBuilder(type, sizes);
        double[] row = new double[sizes.size() == 0 ? 0 : rows.extents().size(kept.length, order.length)];
        for (int i = 0; i < sizes.size(); i++) {
            for (int j = 0; j < row.length; j++) {
                row[j] = rows.doubleAt(i * row.length + j);
            }
            builder.set(i, function.applyAsDouble(row));
        }
        return builder.build();
    }
}
