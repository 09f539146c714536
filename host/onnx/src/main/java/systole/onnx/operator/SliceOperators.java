package systole.onnx.operator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import systole.onnx.OnnxException;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorBuilder;

/** Operators that take tensors apart, join them and repeat them. */
final class SliceOperators {
    private SliceOperators() {
    }

    static Map<String, Operator> all() {
        Map<String, Operator> all = new LinkedHashMap<>();
        all.put("Concat", call -> List.of(concat(call)));
        all.put("Slice", call -> List.of(slice(call)));
        all.put("Split", SliceOperators::split);
        all.put("Gather", call -> List.of(gather(call)));
        all.put("Expand", call -> List.of(expand(call)));
        all.put("Tile", call -> List.of(tile(call)));
        return all;
    }

    private static Tensor concat(Call call) {
        List<Tensor> parts = call.all();
        Extents first = parts.getFirst().extents();
        int axis = first.axis(call.node().integer("axis", 1));
        return joined(parts, axis);
    }

    /** Tensors of one type, one after the other on an axis; throws {@link OnnxException} where other extents differ. */
    static Tensor joined(List<Tensor> parts, int axis) {
        Extents first = parts.getFirst().extents();
        long sum = 0;
        for (Tensor part : parts) {
            if (part.extents().rank() != first.rank() || !part.extents().with(axis, first.get(axis)).equals(first)) {
                throw new OnnxException("%s and %s cannot be joined on axis %d".formatted(first, part.extents(), axis));
            }
            sum += part.extents().get(axis);
        }
        long[] sizes = Arrays.stream(first.toArray()).asLongStream().toArray();
        sizes[axis] = sum;
        Extents extents = Extents.of(sizes);
        TensorBuilder builder = new TensorBuilder(parts.getFirst().type(), extents);
        int to = 0;
        for (int outer = 0; outer < extents.size(0, axis); outer++) {
            for (Tensor part : parts) {
                int run = part.extents().size(axis, first.rank());
                builder.copy(part, outer * run, to, run);
                to += run;
            }
        }
        return builder.build();
    }

    /** Starts, ends, axes and steps are attributes before version 10, then inputs. */
    private static Tensor slice(Call call) {
        Tensor data = call.input(0);
        long[] starts = call.integers("starts", 1).orElseThrow(() -> new OnnxException("it lacks the starts"));
        long[] ends = call.integers("ends", 2).orElseThrow(() -> new OnnxException("it lacks the ends"));
        long[] axes = call.integers("axes", 3).orElseGet(() -> LongStream.range(0, starts.length).toArray());
        long[] steps = call.optional(4).map(Tensor::toLongs).orElseGet(() -> LongStream.generate(() -> 1).limit(starts.length).toArray());
        if (ends.length != starts.length || axes.length != starts.length || steps.length != starts.length) {
            throw new OnnxException("it has %d starts, %d ends, %d axes and %d steps".formatted(starts.length, ends.length, axes.length, steps.length));
        }
        Tensor sliced = data;
        for (int i = 0; i < starts.length; i++) {
            sliced = sliced(sliced, data.extents().axis(axes[i]), starts[i], ends[i], steps[i]);
        }
        return sliced;
    }

    private static Tensor sliced(Tensor data, int axis, long start, long end, long step) {
        if (step == 0) {
            throw new OnnxException("a slice cannot have a step of 0");
        }
        int extent = data.extents().get(axis);
        int lowest = step > 0 ? 0 : -1;
        long from = Math.clamp(start < 0 ? start + extent : start, step > 0 ? 0 : Math.min(0, extent - 1), step > 0 ? extent : extent - 1);
        long to = Math.clamp(end < 0 ? Math.max(end + extent, -1) : end, lowest, step > 0 ? extent : extent - 1);
        long bounded = Math.clamp(step, -extent - 1L, extent + 1L);
        long count = Math.max(0, Math.ceilDiv(to - from, bounded));
        return Selection.slice(data, axis, (int) from, (int) bounded, (int) count);
    }

    /** Sizes are an attribute before version 13, then an input; without them parts are equal, but perhaps the last. */
    private static List<Tensor> split(Call call) {
        Tensor data = call.input(0);
        int axis = data.extents().axis(call.node().integer("axis", 0));
        long[] sizes = call.integers("split", 1).orElseGet(() -> equalParts(data.extents().get(axis),
                call.node().integer("num_outputs", call.node().outputs().size())));
        if (LongStream.of(sizes).anyMatch(size -> size < 0 || size > data.extents().get(axis))
                || LongStream.of(sizes).sum() != data.extents().get(axis)) {
            throw new OnnxException("parts of %s are not axis %d of %s".formatted(Arrays.toString(sizes), axis, data.extents()));
        }
        List<Tensor> parts = new ArrayList<>();
        int start = 0;
        for (long size : sizes) {
            parts.add(Selection.slice(data, axis, start, 1, (int) size));
            start += (int) size;
        }
        return parts;
    }

    private static long[] equalParts(int extent, long count) {
        if (count < 1 || count > Math.max(extent, 1)) {
            throw new OnnxException("%d cannot be split into %d parts".formatted(extent, count));
        }
        long size = Math.ceilDiv(extent, count);
        return LongStream.range(0, count).map(part -> Math.clamp(extent - part * size, 0, size)).toArray();
    }

    private static Tensor gather(Call call) {
        Tensor data = call.input(0);
        Tensor indices = call.input(1);
        Extents extents = data.extents();
        int axis = extents.axis(call.node().integer("axis", 0));
        List<Integer> sizes = new ArrayList<>(extents.sizes().subList(0, axis));
        sizes.addAll(indices.extents().sizes());
        sizes.addAll(extents.sizes().subList(axis + 1, extents.rank()));
        TensorBuilder builder = new TensorBuilder(data.type(), new Extents(sizes));
        int run = extents.size(axis + 1, extents.rank());
        int to = 0;
        for (int outer = 0; outer < extents.size(0, axis); outer++) {
            for (int i = 0; i < indices.size(); i++, to += run) {
                int index = Extents.axis(indices.longAt(i), extents.get(axis));
                builder.copy(data, (outer * extents.get(axis) + index) * run, to, run);
            }
        }
        return builder.build();
    }

    private static Tensor expand(Call call) {
        Tensor data = call.input(0);
        Extents wanted = Extents.of(call.input(1).toLongs());
        return Broadcast.to(Broadcast.common(List.of(data.extents(), wanted)), data);
    }

    private static Tensor tile(Call call) {
        Tensor data = call.input(0);
        long[] repeats = call.input(1).toLongs();
        Extents extents = data.extents();
        if (repeats.length != extents.rank()) {
            throw new OnnxException("%s needs %d repeats, not %d".formatted(extents, extents.rank(), repeats.length));
        }
        long[] tiled = new long[repeats.length];
        for (int axis = 0; axis < tiled.length; axis++) {
            tiled[axis] = Extents.of(new long[] {repeats[axis]}).size() * (long) extents.get(axis);
        }
        return Selection.of(data, Extents.of(tiled), (axis, index) -> index % extents.get(axis));
    }
}
