package systole.onnx.bridge;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import systole.graph.Operator;
import systole.graph.Shape;
import systole.graph.Value;
import systole.graph.Window;
import systole.onnx.OnnxException;
import systole.onnx.model.OnnxNode;
import systole.onnx.operator.WindowAxis;
import systole.onnx.operator.Windows;
import systole.onnx.operator.TransposedConvolution;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;

/** Layers that have weights. */
final class LayerTranslators {
    private LayerTranslators() {
    }

    static Map<String, Translator> all() {
        return Map.of("Conv", LayerTranslators::convolution, "ConvTranspose", LayerTranslators::transposedConvolution,
                "Gemm", LayerTranslators::gemm, "MatMul", LayerTranslators::matMul, "BatchNormalization", LayerTranslators::batchNormalisation);
    }

    static Shape requireMap(Value value) {
        if (!value.shape().isMap()) {
            throw new OnnxException("it reads %s, and only maps of channels, height and width can be".formatted(value.shape()));
        }
        return value.shape();
    }

    private static Tensor kernels(Scope scope, OnnxNode node) {
        Tensor weights = scope.requireConstant(node, 1);
        if (weights.extents().rank() != 4) {
            throw new OnnxException("its weights are %s; only two spatial axes can be".formatted(weights));
        }
        return weights;
    }

    private static int[] spatial(Shape shape) {
        return new int[] {shape.height(), shape.width()};
    }

    private static Value convolution(Scope scope, OnnxNode node) {
        Value x = scope.input(node, 0);
        Tensor weights = kernels(scope, node);
        Extents w = weights.extents();
        Window window = Windows.of(node, spatial(requireMap(x)), new int[] {w.get(2), w.get(3)}).overMap();
        Optional<float[]> bias = bias(scope, node, w.get(0), 4);
        Value made = scope.then(node, new Operator.Conv2d(w.get(0), window, groups(node), bias.isPresent()), x);
        keep(scope, made, Shape.of(w.toArray()), weights.toFloats(), bias);
        return made;
    }

    private static int groups(OnnxNode node) {
        return Math.clamp(node.integer("group", 1), 0, Integer.MAX_VALUE);
    }

    private static Optional<float[]> bias(Scope scope, OnnxNode node, int channels, int rank) {
        return node.input(2).isEmpty() ? scope.biasBehind(node, channels, rank) : Optional.of(scope.requireConstant(node, 2).toFloats());
    }

    private static void keep(Scope scope, Value layer, Shape shape, float[] weights, Optional<float[]> bias) {
        scope.parameter(layer, "weight", shape, weights);
        bias.ifPresent(numbers -> scope.parameter(layer, "bias", Shape.vector(numbers.length), numbers));
    }

    private static Value transposedConvolution(Scope scope, OnnxNode node) {
        Value x = scope.input(node, 0);
        Tensor weights = kernels(scope, node);
        Extents w = weights.extents();
        int outputs = Math.multiplyExact(w.get(1), groups(node));
        List<WindowAxis> axes = TransposedConvolution.windows(node, spatial(requireMap(x)), new int[] {w.get(2), w.get(3)}).axes();
        long[] added = node.integers("output_padding").orElse(new long[2]);
        Window window = new Windows(List.of(ended(axes.get(0), added[0]), ended(axes.get(1), added[1]))).overMap();
        Optional<float[]> bias = bias(scope, node, outputs, 4);
        Value made = scope.then(node, new Operator.ConvTranspose2d(outputs, window, (int) added[0], (int) added[1], groups(node), bias.isPresent()), x);
        keep(scope, made, Shape.of(w.toArray()), weights.toFloats(), bias);
        return made;
    }

    /** With the padding at the end that gives its extent. */
    private static WindowAxis ended(WindowAxis a, long added) {
        long whole = (a.output() - 1L) * a.stride() + WindowAxis.span(a.kernel(), a.dilation()) + added;
        return new WindowAxis(a.extent(), a.kernel(), a.stride(), a.dilation(), a.padBegin(), Math.toIntExact(whole - a.extent() - a.padBegin()), a.output());
    }

    private static Value gemm(Scope scope, OnnxNode node) {
        if (node.integer("transA", 0) != 0) {
            throw new OnnxException("its first matrix is transposed");
        }
        Tensor weights = scope.requireConstant(node, 1);
        boolean transposed = node.integer("transB", 0) != 0;
        float alpha = node.real("alpha", 1);
        float beta = node.real("beta", 1);
        int outputs = weights.extents().get(transposed ? 0 : 1);
        boolean given = node.inputs().size() > 2 && !node.inputs().get(2).isEmpty();
        Optional<float[]> bias = given ? Channels.of(scope.requireConstant(node, 2), outputs, 2).map(numbers -> scaled(numbers, beta))
                : scope.biasBehind(node, outputs, 2);
        if (given && bias.isEmpty()) {
            throw new OnnxException("its input 2 is %s, which is no bias".formatted(scope.requireConstant(node, 2)));
        }
        return linear(scope, node, scaled(transposed ? weights.toFloats() : transposed(weights), alpha), outputs, bias);
    }

    private static float[] scaled(float[] numbers, float factor) {
        float[] scaled = numbers.clone();
        for (int i = 0; factor != 1 && i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return scaled;
    }

    /** (inputs, outputs) as (outputs, inputs). */
    private static float[] transposed(Tensor weights) {
        int inputs = weights.extents().get(0);
        int outputs = weights.extents().get(1);
        float[] from = weights.toFloats();
        float[] to = new float[from.length];
        for (int i = 0; i < from.length; i++) {
            to[i % outputs * inputs + i / outputs] = from[i];
        }
        return to;
    }

    private static Value linear(Scope scope, OnnxNode node, float[] weights, int outputs, Optional<float[]> bias) {
        Value x = scope.input(node, 0);
        if (x.shape().extents().size() != 1 || x.shape().size() * outputs != weights.length) {
            throw new OnnxException("%d weights of %d outputs do not fit %s".formatted(weights.length, outputs, x.shape()));
        }
        Value made = scope.then(node, new Operator.Linear(outputs, bias.isPresent()), x);
        keep(scope, made, Shape.of(outputs, x.shape().size()), weights, bias);
        return made;
    }

    private static Value matMul(Scope scope, OnnxNode node) {
        if (!scope.isConstant(node, 1)) {
            return scope.then(node, new Operator.MatMul(), scope.input(node, 0), scope.input(node, 1));
        }
        Tensor weights = scope.requireConstant(node, 1);
        if (weights.extents().rank() != 2) {
            throw new OnnxException("its weights are %s, no matrix".formatted(weights));
        }
        int outputs = weights.extents().get(1);
        return linear(scope, node, transposed(weights), outputs, scope.biasBehind(node, outputs, 2));
    }

    private static Value batchNormalisation(Scope scope, OnnxNode node) {
        Value x = scope.input(node, 0);
        Shape channels = Shape.vector(requireMap(x).channels());
        Value made = scope.then(node, new Operator.BatchNorm2d(node.real("epsilon", 1e-5f), 1 - node.real("momentum", 0.9f)), x);
        List<String> kinds = Arrays.asList("weight", "bias", "running_mean", "running_var");
        for (int i = 0; i < kinds.size(); i++) {
            scope.parameter(made, kinds.get(i), channels, scope.requireConstant(node, i + 1).toFloats());
        }
        return made;
    }
}
