package systole.onnx.operator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import systole.onnx.OnnxException;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;

/** Operators that give the same elements, in the same order, other extents, or tell extents. */
final class ShapeOperators {
    private ShapeOperators() {
    }

    static Map<String, Operator> all() {
        Map<String, Operator> all = new LinkedHashMap<>();
        all.put("Identity", call -> List.of(call.input(0)));
        all.put("Reshape", call -> List.of(reshape(call)));
        all.put("Flatten", call -> List.of(flatten(call)));
        all.put("Squeeze", call -> List.of(squeeze(call)));
        all.put("Unsqueeze", call -> List.of(unsqueeze(call)));
        all.put("Shape", call -> List.of(shape(call)));
        all.put("Size", call -> List.of(Tensor.of(Extents.SCALAR, (long) call.input(0).size())));
        return all;
    }

    /** 0 keeps an extent, unless {@code allowzero} says that it is one; -1 is what is left. */
    private static Tensor reshape(Call call) {
        Tensor data = call.input(0);
        long[] extents = call.integers("shape", 1).orElseThrow(() -> new OnnxException("it lacks the shape")).clone();
        int open = -1;
        for (int axis = 0; axis < extents.length; axis++) {
            if (extents[axis] == 0 && call.node().integer("allowzero", 0) == 0) {
                extents[axis] = data.extents().get(data.extents().axis(axis));
            } else if (extents[axis] == -1) {
                requireOne(open, extents);
                open = axis;
                extents[axis] = 1;
            }
        }
        if (open >= 0) {
            int others = Extents.of(extents).size();
            extents[open] = others == 0 ? 0 : data.size() / others;
        }
        return data.reshaped(Extents.of(extents));
    }

    private static void requireOne(int open, long[] extents) {
        if (open >= 0) {
            throw new OnnxException("only one extent may be -1 in " + Arrays.toString(extents));
        }
    }

    private static Tensor flatten(Call call) {
        Tensor data = call.input(0);
        int rank = data.extents().rank();
        long axis = call.node().integer("axis", 1);
        int cut = axis == rank ? rank : data.extents().axis(axis);
        return data.reshaped(Extents.of(data.extents().size(0, cut), data.extents().size(cut, rank)));
    }

    private static Tensor squeeze(Call call) {
        Tensor data = call.input(0);
        Extents extents = data.extents();
        TreeSet<Integer> gone = new TreeSet<>();
        call.integers("axes", 1).ifPresentOrElse(axes -> Arrays.stream(axes).forEach(axis -> gone.add(extents.axis(axis))), () -> {
            for (int axis = 0; axis < extents.rank(); axis++) {
                if (extents.get(axis) == 1) {
                    gone.add(axis);
                }
            }
        });
        List<Integer> kept = new ArrayList<>(extents.sizes());
        for (int axis : gone.descendingSet()) {
            if (kept.remove(axis) != 1) {
                throw new OnnxException("axis %d of %s cannot be squeezed".formatted(axis, extents));
            }
        }
        return data.reshaped(new Extents(kept));
    }

    private static Tensor unsqueeze(Call call) {
        Tensor data = call.input(0);
        long[] axes = call.integers("axes", 1).orElseThrow(() -> new OnnxException("it lacks the axes"));
        int rank = data.extents().rank() + axes.length;
        TreeSet<Integer> added = new TreeSet<>();
        Arrays.stream(axes).forEach(axis -> added.add(Extents.axis(axis, rank)));
        if (added.size() < axes.length) {
            throw new OnnxException("an axis is added twice in " + Arrays.toString(axes));
        }
        List<Integer> extents = new ArrayList<>(data.extents().sizes());
        added.forEach(axis -> extents.add(axis, 1));
        return data.reshaped(new Extents(extents));
    }

    /** Extents of the axes from {@code start} to {@code end}, both clamped. */
    private static Tensor shape(Call call) {
        Extents extents = call.input(0).extents();
        int rank = extents.rank();
        int start = clamped(call.node().integer("start", 0), rank);
        int end = clamped(call.node().integer("end", rank), rank);
        return Tensor.vector(extents.sizes().subList(start, Math.max(start, end)).stream().mapToLong(Integer::longValue).toArray());
    }

    private static int clamped(long axis, int rank) {
        return Math.clamp(axis < 0 ? axis + rank : axis, 0, rank);
    }
}
