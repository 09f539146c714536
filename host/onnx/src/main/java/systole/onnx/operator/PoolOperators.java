package systole.onnx.operator;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import systole.onnx.OnnxException;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorBuilder;

/** Pools: one number of those under a window, channel by channel. */
final class PoolOperators {
    private static final int LANES = 4;

    private PoolOperators() {
    }

    static Map<String, Operator> all() {
        Map<String, Operator> all = new LinkedHashMap<>();
        all.put("MaxPool", PoolOperators::maxPool);
        all.put("AveragePool", call -> List.of(averagePool(call)));
        all.put("LpPool", call -> List.of(lpPool(call)));
        all.put("GlobalMaxPool", call -> List.of(global(call, (x, start, taps, _) -> x.doubleAt(start + largest(x, start, taps)))));
        all.put("GlobalAveragePool", call -> List.of(global(call, (x, start, taps, count) -> laneSum(x, start, taps) / count)));
        all.put("GlobalLpPool", call -> List.of(global(call, norm(call.node().integer("p", 2)))));
        all.put("MaxUnpool", call -> List.of(maxUnpool(call)));
        return all;
    }

    private interface Reduction {
        /**
         * One number of those at {@code start} + taps.
         *
         * @param padded how many taps there are, those on padding included
         */
        double of(Tensor x, int start, int[] taps, double padded);
    }

    private interface Visitor {
        void visit(int plane, int place, int[] inside, double padded);
    }

    private static int[] spatial(Tensor x) {
        if (x.extents().rank() < 3) {
            throw new OnnxException("images, channels and at least one more axis are needed where %s are".formatted(x));
        }
        return Arrays.copyOfRange(x.extents().toArray(), 2, x.extents().rank());
    }

    private static Windows windows(Call call) {
        int[] spatial = spatial(call.input(0));
        return Windows.of(call.node(), spatial, Windows.kernel(call.node(), spatial.length));
    }

    private static Extents output(Tensor x, Windows windows) {
        int[] extents = x.extents().toArray();
        System.arraycopy(windows.output().toArray(), 0, extents, 2, extents.length - 2);
        return Extents.of(extents);
    }

    private static void walk(Tensor x, Windows windows, Visitor visitor) {
        Extents places = windows.output();
        int planes = x.extents().size(0, 2);
        int[] place = new int[places.rank()];
        for (int i = 0; i < places.size(); i++) {
            int[] inside = windows.inside(place);
            double padded = windows.paddedTaps(place);
            for (int plane = 0; plane < planes; plane++) {
                visitor.visit(plane, i, inside, padded);
            }
            Windows.advance(place, places);
        }
    }

    private static Tensor reduce(Tensor x, Windows windows, Reduction reduction) {
        TensorBuilder builder = new TensorBuilder(x.type(), output(x, windows));
        int inputs = windows.input().size();
        int outputs = windows.output().size();
        walk(x, windows, (plane, place, inside, padded) ->
                builder.set(plane * outputs + place, reduction.of(x, plane * inputs, inside, padded)));
        return builder.build();
    }

    private static Tensor global(Call call, Reduction reduction) {
        Tensor x = call.input(0);
        int[] spatial = spatial(x);
        return reduce(x, new Windows(Arrays.stream(spatial).mapToObj(extent -> new WindowAxis(extent, extent, 1, 1, 0, 0, 1)).toList()), reduction);
    }

    /** The second output tells where each maximum stands in the whole input, by rows or by columns. */
    private static List<Tensor> maxPool(Call call) {
        Tensor x = call.input(0);
        Windows windows = windows(call);
        TensorBuilder values = new TensorBuilder(x.type(), output(x, windows));
        TensorBuilder places = new TensorBuilder(DataType.INT64, output(x, windows));
        boolean columns = call.node().integer("storage_order", 0) != 0;
        int inputs = windows.input().size();
        int outputs = windows.output().size();
        walk(x, windows, (plane, place, inside, _) -> {
            int start = plane * inputs;
            int best = largest(x, start, inside);
            values.copy(x, start + best, plane * outputs + place, 1);
            places.set(plane * outputs + place, start + (columns ? byColumns(best, windows.input()) : (long) best));
        });
        return List.of(values.build(), places.build());
    }

    private static long byColumns(int offset, Extents extents) {
        int[] indices = Windows.indices(offset, extents);
        long place = 0;
        for (int axis = indices.length - 1; axis >= 0; axis--) {
            place = place * extents.get(axis) + indices[axis];
        }
        return place;
    }

    private static int largest(Tensor x, int start, int[] taps) {
        if (taps.length == 0) {
            throw new OnnxException("a window lies on padding alone");
        }
        int best = taps[0];
        for (int tap : taps) {
            best = x.doubleAt(start + tap) > x.doubleAt(start + best) ? tap : best;
        }
        return best;
    }

    /** In float32 and one behind the other, as ONNX Runtime adds up windows: quantised behind it, a mean close to a tie depends on that. */
    private static double sum(Tensor x, int start, int[] taps) {
        float sum = 0;
        for (int tap : taps) {
            sum += (float) x.doubleAt(start + tap);
        }
        return sum;
    }

    /** In float32 by four lanes, as ONNX Runtime adds up whole maps: the lanes' sums in pairs, and then what four do not divide. */
    private static double laneSum(Tensor x, int start, int[] taps) {
        float[] lanes = new float[LANES];
        int whole = taps.length / LANES * LANES;
        for (int i = 0; i < whole; i++) {
            lanes[i % LANES] += (float) x.doubleAt(start + taps[i]);
        }
        float sum = lanes[0] + lanes[2] + (lanes[1] + lanes[3]);
        for (int i = whole; i < taps.length; i++) {
            sum += (float) x.doubleAt(start + taps[i]);
        }
        return sum;
    }

    private static Tensor averagePool(Call call) {
        boolean padding = call.node().integer("count_include_pad", 0) != 0;
        return reduce(call.input(0), windows(call), (x, start, taps, padded) -> sum(x, start, taps) / (padding ? padded : taps.length));
    }

    private static Tensor lpPool(Call call) {
        return reduce(call.input(0), windows(call), norm(call.node().integer("p", 2)));
    }

    private static Reduction norm(long p) {
        return (x, start, taps, _) -> {
            double sum = 0;
            for (int tap : taps) {
                sum += Math.pow(Math.abs(x.doubleAt(start + tap)), p);
            }
            return Math.pow(sum, 1.0 / p);
        };
    }

    /**
     * Puts values back to the places that MaxPool told of. Places are counted in a tensor of the extents that follow from window and pads; where other
     * ones are asked for, values keep their coordinates.
     */
    private static Tensor maxUnpool(Call call) {
        Tensor x = call.input(0);
        Tensor places = call.input(1);
        int[] spatial = spatial(x);
        int[] kernel = Windows.kernel(call.node(), spatial.length);
        int[] strides = Windows.attribute(call.node(), "strides", kernel.length, 1, 1);
        int[] pads = Windows.attribute(call.node(), "pads", 2 * kernel.length, 0, 0);
        long[] extents = Arrays.stream(x.extents().toArray()).asLongStream().toArray();
        for (int i = 0; i < kernel.length; i++) {
            extents[i + 2] = (spatial[i] - 1L) * strides[i] + kernel[i] - pads[i] - pads[i + kernel.length];
        }
        Extents pooled = Extents.of(extents);
        Extents output = call.optional(2).map(given -> Extents.of(given.toLongs())).orElse(pooled);
        TensorBuilder builder = new TensorBuilder(x.type(), output);
        if (places.size() != x.size()) {
            throw new OnnxException("%s values have %s places".formatted(x.extents(), places.extents()));
        }
        for (int i = 0; i < x.size(); i++) {
            builder.copy(x, i, moved(Extents.axis(places.longAt(i), pooled.size()), pooled, output), 1);
        }
        return builder.build();
    }

    private static int moved(int place, Extents from, Extents to) {
        int[] indices = Windows.indices(place, from);
        int[] strides = to.strides();
        int moved = 0;
        for (int axis = 0; axis < indices.length; axis++) {
            if (to.rank() != from.rank() || indices[axis] >= to.get(axis)) {
                throw new OnnxException("a value at %s does not fit into %s".formatted(Arrays.toString(indices), to));
            }
            moved += indices[axis] * strides[axis];
        }
        return moved;
    }
}
