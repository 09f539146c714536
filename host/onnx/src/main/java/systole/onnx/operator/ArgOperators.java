package systole.onnx.operator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import systole.onnx.OnnxException;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Tensor;

/** Where the greatest or the least number along an axis stands. */
final class ArgOperators {
    private ArgOperators() {
    }

    static Map<String, Operator> all() {
        Map<String, Operator> all = new LinkedHashMap<>();
        all.put("ArgMax", call -> List.of(find(call, 1)));
        all.put("ArgMin", call -> List.of(find(call, -1)));
        return all;
    }

    private static Tensor find(Call call, int sign) {
        Tensor data = call.input(0);
        int axis = data.extents().axis(call.node().integer("axis", 0));
        if (data.extents().get(axis) == 0) {
            throw new OnnxException("axis %d of %s is empty".formatted(axis, data));
        }
        boolean last = call.node().integer("select_last_index", 0) != 0;
        boolean keep = call.node().integer("keepdims", 1) != 0;
        return ReductionOperators.reduce(data, new TreeSet<>(List.of(axis)), keep, DataType.INT64, row -> index(row, sign, last));
    }

    private static double index(double[] row, int sign, boolean last) {
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            int comparison = sign * Double.compare(row[i], row[best]);
            best = comparison > 0 || last && comparison == 0 ? i : best;
        }
        return best;
    }
}
