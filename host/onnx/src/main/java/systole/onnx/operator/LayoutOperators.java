package systole.onnx.operator;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import systole.onnx.OnnxException;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;

/** Operators that put the same elements in another order. */
final class LayoutOperators {
    private LayoutOperators() {
    }

    static Map<String, Operator> all() {
        Map<String, Operator> all = new LinkedHashMap<>();
        all.put("Transpose", call -> List.of(transpose(call)));
        all.put("DepthToSpace", call -> List.of(depthToSpace(call)));
        all.put("SpaceToDepth", call -> List.of(spaceToDepth(call)));
        return all;
    }

    private static Tensor transpose(Call call) {
        Tensor data = call.input(0);
        int rank = data.extents().rank();
        int[] order = call.node().integers("perm").map(axes -> Arrays.stream(axes).mapToInt(data.extents()::axis).toArray())
                .orElseGet(() -> IntStream.range(0, rank).map(axis -> rank - 1 - axis).toArray());
        return Transposition.of(data, order);
    }

    private static Tensor depthToSpace(Call call) {
        Tensor x = requireMap(call.input(0));
        int b = blockSize(call);
        Extents e = x.extents();
        int depth = divided(e.get(1), Math.multiplyExact(b, b));
        Extents result = Extents.of(new long[] {e.get(0), depth, (long) e.get(2) * b, (long) e.get(3) * b});
        Tensor spaced = switch (call.node().text("mode", "DCR")) {
            case "DCR" -> Transposition.of(x.reshaped(Extents.of(e.get(0), b, b, depth, e.get(2), e.get(3))), 0, 3, 4, 1, 5, 2);
            case "CRD" -> Transposition.of(x.reshaped(Extents.of(e.get(0), depth, b, b, e.get(2), e.get(3))), 0, 1, 4, 2, 5, 3);
            default -> throw new OnnxException("its mode %s is not known".formatted(call.node().text("mode", "")));
        };
        return spaced.reshaped(result);
    }

    private static Tensor spaceToDepth(Call call) {
        Tensor x = requireMap(call.input(0));
        int b = blockSize(call);
        Extents e = x.extents();
        int height = divided(e.get(2), b);
        int width = divided(e.get(3), b);
        Tensor blocks = Transposition.of(x.reshaped(Extents.of(e.get(0), e.get(1), height, b, width, b)), 0, 3, 5, 1, 2, 4);
        return blocks.reshaped(Extents.of(new long[] {e.get(0), (long) e.get(1) * b * b, height, width}));
    }

    private static Tensor requireMap(Tensor tensor) {
        if (tensor.extents().rank() != 4) {
            throw new OnnxException("a tensor of 4 axes is needed where %s are".formatted(tensor));
        }
        return tensor;
    }

    private static int blockSize(Call call) {
        long size = call.node().integer("blocksize", 0);
        if (size < 1 || size > Short.MAX_VALUE) {
            throw new OnnxException("its blocksize is %d".formatted(size));
        }
        return (int) size;
    }

    private static int divided(int extent, int by) {
        if (extent % by != 0) {
            throw new OnnxException("an extent of %d is no multiple of %d".formatted(extent, by));
        }
        return extent / by;
    }
}
