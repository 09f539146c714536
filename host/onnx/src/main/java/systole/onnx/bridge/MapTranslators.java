package systole.onnx.bridge;

import java.util.Map;
import systole.graph.Divisor;
import systole.graph.Operator;
import systole.graph.Rounding;
import systole.graph.Shape;
import systole.graph.Value;
import systole.graph.Window;
import systole.onnx.OnnxException;
import systole.onnx.model.OnnxNode;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;

/** Operators that make maps larger. What they do is found by the operators themselves, on maps of known numbers. */
final class MapTranslators {
    /** Whole numbers up to this are exact in float32. */
    private static final int EXACT = 1 << 24;

    private MapTranslators() {
    }

    static Map<String, Translator> all() {
        return Map.of("Pad", MapTranslators::pad, "Resize", MapTranslators::enlarge, "Upsample", MapTranslators::enlarge);
    }

    /** Zeros around a map are an average over one pixel that counts its padding. */
    private static Value pad(Scope scope, OnnxNode node) {
        Value x = scope.input(node, 0);
        Shape shape = LayerTranslators.requireMap(x);
        float[] ones = Affine.all(shape.size(), 1);
        Tensor made = scope.evaluated(node, Tensor.of(Scope.extents(shape), ones));
        Extents to = requireChannels(made, shape);
        int first = firstOne(made.floats());
        int top = first / to.get(3);
        int left = first % to.get(3);
        Window window = new Window(1, 1, 1, 1, top, left, to.get(2) - shape.height() - top, to.get(3) - shape.width() - left, 1, 1);
        requireEqual(made, (row, column) -> isInside(row - top, shape.height()) && isInside(column - left, shape.width()) ? 1 : 0,
                "only zeros around height and width can be");
        return scope.then(node, new Operator.AveragePool(window, Rounding.FLOOR, Divisor.PADDED), x);
    }

    private static int firstOne(float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == 1) {
                return i;
            }
        }
        throw new OnnxException("it leaves nothing of the map");
    }

    private static boolean isInside(int index, int extent) {
        return index >= 0 && index < extent;
    }

    /** Pixels repeated by whole numbers are a transposed convolution of each channel by ones, whose stride is its kernel. */
    private static Value enlarge(Scope scope, OnnxNode node) {
        Value x = scope.input(node, 0);
        Shape shape = LayerTranslators.requireMap(x);
        int area = shape.height() * shape.width();
        if (area > EXACT) {
            throw new OnnxException("it reads %s, which is too large".formatted(shape));
        }
        float[] places = new float[shape.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = i % area;
        }
        Tensor made = scope.evaluated(node, Tensor.of(Scope.extents(shape), places));
        Extents to = requireChannels(made, shape);
        int rows = Math.max(1, to.get(2) / shape.height());
        int columns = Math.max(1, to.get(3) / shape.width());
        requireEqual(made, (row, column) -> row / rows * shape.width() + column / columns, "only pixels repeated by whole numbers can be");
        if (rows * columns == 1) {
            return x;
        }
        int channels = shape.channels();
        Window window = new Window(rows, columns, rows, columns, 0, 0, 0, 0, 1, 1);
        Value enlarged = scope.then(node, new Operator.ConvTranspose2d(channels, window, 0, 0, channels, false), x);
        Shape kernels = Shape.of(channels, 1, rows, columns);
        scope.parameter(enlarged, "weight", kernels, Affine.all(kernels.size(), 1));
        return enlarged;
    }

    private static Extents requireChannels(Tensor made, Shape shape) {
        Extents extents = made.extents();
        if (extents.rank() != 4 || extents.get(0) != 1 || extents.get(1) != shape.channels()) {
            throw new OnnxException("it makes %s of one image's %s".formatted(extents, shape));
        }
        return extents;
    }

    private interface Expected {
        float at(int row, int column);
    }

    private static void requireEqual(Tensor made, Expected expected, String otherwise) {
        int width = made.extents().get(3);
        int area = made.extents().size(2, 4);
        float[] values = made.floats();
        for (int i = 0; i < values.length; i++) {
            if (values[i] != expected.at(i % area / width, i % width)) {
                throw new OnnxException(otherwise);
            }
        }
    }
}
