package systole.onnx.bridge;

import java.util.Arrays;
import java.util.Map;
import systole.graph.Divisor;
import systole.graph.Operator;
import systole.graph.Rounding;
import systole.graph.Value;
import systole.graph.Window;
import systole.onnx.OnnxException;
import systole.onnx.model.OnnxNode;
import systole.onnx.operator.Windows;

/** Pools. */
final class PoolTranslators {
    private PoolTranslators() {
    }

    static Map<String, Translator> all() {
        return Map.of("MaxPool", PoolTranslators::maxPool, "AveragePool", PoolTranslators::averagePool,
                "GlobalMaxPool", (scope, node) -> scope.then(node, new Operator.AdaptiveMaxPool(1, 1), scope.input(node, 0)),
                "GlobalAveragePool", (scope, node) -> scope.then(node, new Operator.AdaptiveAveragePool(1, 1), scope.input(node, 0)),
                "ReduceMean", PoolTranslators::mean);
    }

    /** Rounded up, the window keeps the padding that was given: the graph finds by itself how far it reaches. */
    private static Window window(Value x, OnnxNode node) {
        int[] spatial = {LayerTranslators.requireMap(x).height(), x.shape().width()};
        return Windows.of(node, spatial, Windows.kernel(node, 2)).overMap();
    }

    private static Rounding rounding(OnnxNode node) {
        return node.integer("ceil_mode", 0) != 0 ? Rounding.CEILING : Rounding.FLOOR;
    }

    private static Value maxPool(Scope scope, OnnxNode node) {
        Value x = scope.input(node, 0);
        return scope.then(node, new Operator.MaxPool(window(x, node), rounding(node)), x);
    }

    private static Value averagePool(Scope scope, OnnxNode node) {
        Value x = scope.input(node, 0);
        Divisor divisor = node.integer("count_include_pad", 0) != 0 ? Divisor.PADDED : Divisor.INPUT;
        return scope.then(node, new Operator.AveragePool(window(x, node), rounding(node), divisor), x);
    }

    /** The mean over height and width is a global average pool. */
    private static Value mean(Scope scope, OnnxNode node) {
        Value x = scope.input(node, 0);
        LayerTranslators.requireMap(x);
        long[] axes = node.integers("axes").orElseGet(() -> scope.requireConstant(node, 1).toLongs());
        int[] sorted = Arrays.stream(axes).mapToInt(axis -> (int) (axis < 0 ? axis + 4 : axis)).sorted().toArray();
        if (!Arrays.equals(sorted, new int[] {2, 3})) {
            throw new OnnxException("only the mean over height and width can be, not over axes " + Arrays.toString(axes));
        }
        Value pooled = scope.then(node, new Operator.AdaptiveAveragePool(1, 1), x);
        return node.integer("keepdims", 1) != 0 ? pooled : scope.then(node, new Operator.Flatten(), pooled);
    }
}
