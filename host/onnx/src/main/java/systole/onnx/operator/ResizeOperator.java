package systole.onnx.operator;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import systole.onnx.OnnxException;
import systole.onnx.model.OnnxNode;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorBuilder;

/** Resize, and Upsample before it: maps made larger or smaller by interpolation. */
final class ResizeOperator {
    /** Since this version inputs are X, roi, scales and sizes; before, X and scales. */
    private static final int WITH_ROI = 11;

    private final OnnxNode node;
    private final Tensor x;
    private final Coordinates[] coordinates;

    private ResizeOperator(OnnxNode node, Tensor x, Coordinates[] coordinates) {
        this.node = node;
        this.x = x;
        this.coordinates = coordinates;
    }

    /** Resize. */
    static List<Tensor> evaluate(Call call) {
        if (call.opset() < WITH_ROI) {
            return upsample(call);
        }
        Tensor x = call.input(0);
        int[] axes = call.node().integers("axes").map(given -> Arrays.stream(given).mapToInt(x.extents()::axis).toArray())
                .orElseGet(() -> IntStream.range(0, x.extents().rank()).toArray());
        Optional<Tensor> scales = call.optional(2).filter(given -> given.size() > 0);
        Optional<Tensor> sizes = call.optional(3).filter(given -> given.size() > 0);
        if (scales.isPresent() == sizes.isPresent() || scales.or(() -> sizes).orElseThrow().size() != axes.length) {
            throw new OnnxException("it needs either %d scales or as many sizes".formatted(axes.length));
        }
        double[] factors = scales.map(given -> IntStream.range(0, axes.length).mapToDouble(given::doubleAt).toArray())
                .orElseGet(() -> factors(call.node(), x.extents(), axes, sizes.orElseThrow().toLongs()));
        int[] outputs = scales.isPresent() ? floors(x.extents(), axes, factors) : sizes(call.node(), x.extents(), axes, sizes.orElseThrow(), factors);
        return List.of(resized(call, axes, factors, outputs));
    }

    /** Scales are an attribute before version 9 of Upsample, then an input; pixels keep their places' left upper corners. */
    static List<Tensor> upsample(Call call) {
        Tensor x = call.input(0);
        double[] factors = call.node().reals("scales").map(all -> all.stream().mapToDouble(Float::doubleValue).toArray())
                .orElseGet(() -> IntStream.range(0, call.input(1).size()).mapToDouble(call.input(1)::doubleAt).toArray());
        int[] axes = IntStream.range(0, x.extents().rank()).toArray();
        if (factors.length != axes.length) {
            throw new OnnxException("%s needs %d scales, not %d".formatted(x, axes.length, factors.length));
        }
        Coordinates[] coordinates = new Coordinates[axes.length];
        int[] outputs = floors(x.extents(), axes, factors);
        for (int axis : axes) {
            coordinates[axis] = new Coordinates("asymmetric", x.extents().get(axis), outputs[axis], factors[axis], 0, 1);
        }
        return List.of(new ResizeOperator(call.node(), x, coordinates).resized("floor"));
    }

    private static int[] floors(Extents extents, int[] axes, double[] factors) {
        if (DoubleStream.of(factors).anyMatch(factor -> !(factor > 0))) {
            throw new OnnxException("scales must be above 0, not " + Arrays.toString(factors));
        }
        return Extents.of(IntStream.range(0, axes.length).mapToLong(i -> (long) Math.floor(extents.get(axes[i]) * factors[i])).toArray()).toArray();
    }

    private static double[] factors(OnnxNode node, Extents extents, int[] axes, long[] sizes) {
        double[] factors = IntStream.range(0, axes.length).mapToDouble(i -> (double) sizes[i] / extents.get(axes[i])).toArray();
        DoubleStream all = DoubleStream.of(factors);
        return switch (node.text("keep_aspect_ratio_policy", "stretch")) {
            case "stretch" -> factors;
            case "not_larger" -> repeated(all.min().orElse(1), axes.length);
            case "not_smaller" -> repeated(all.max().orElse(1), axes.length);
            default -> throw new OnnxException("its keep_aspect_ratio_policy is not known");
        };
    }

    private static double[] repeated(double value, int count) {
        return DoubleStream.generate(() -> value).limit(count).toArray();
    }

    private static int[] sizes(OnnxNode node, Extents extents, int[] axes, Tensor sizes, double[] factors) {
        boolean stretched = node.text("keep_aspect_ratio_policy", "stretch").equals("stretch");
        long[] all = stretched ? sizes.toLongs()
                : IntStream.range(0, axes.length).mapToLong(i -> (long) Math.floor(extents.get(axes[i]) * factors[i] + 0.5)).toArray();
        return Extents.of(all).toArray();
    }

    private static Tensor resized(Call call, int[] axes, double[] factors, int[] outputs) {
        Tensor x = call.input(0);
        String mode = call.node().text("coordinate_transformation_mode", "half_pixel");
        Optional<Tensor> roi = mode.equals("tf_crop_and_resize") ? Optional.of(call.input(1)) : Optional.empty();
        if (roi.isPresent() && roi.get().size() != 2 * axes.length) {
            throw new OnnxException("%d axes need a roi of %d, not %s".formatted(axes.length, 2 * axes.length, roi.get()));
        }
        Coordinates[] coordinates = new Coordinates[x.extents().rank()];
        Arrays.setAll(coordinates, axis -> new Coordinates("asymmetric", x.extents().get(axis), x.extents().get(axis), 1, 0, 1));
        for (int i = 0; i < axes.length; i++) {
            int at = i;
            coordinates[axes[i]] = new Coordinates(mode, x.extents().get(axes[i]), outputs[i], factors[i],
                    roi.map(given -> given.doubleAt(at)).orElse(0.0), roi.map(given -> given.doubleAt(at + axes.length)).orElse(1.0));
        }
        return new ResizeOperator(call.node(), x, coordinates).resized(call.node().text("nearest_mode", "round_prefer_floor"));
    }

    private Tensor resized(String nearestMode) {
        Extents output = Extents.of(Arrays.stream(coordinates).mapToInt(Coordinates::output).toArray());
        if (x.size() == 0) {
            throw new OnnxException("an empty tensor cannot be resized");
        }
        Tensor resized = switch (node.text("mode", "nearest")) {
            case "nearest" -> Selection.of(x, output, (axis, index) -> nearest(nearestMode, coordinates[axis], index));
            case "linear", "bilinear" -> interpolated(output, 1);
            case "cubic" -> interpolated(output, 2);
            default -> throw new OnnxException("its mode %s is not known".formatted(node.text("mode", "")));
        };
        return Arrays.stream(coordinates).anyMatch(axis -> axis.mode().equals("tf_crop_and_resize")) ? extrapolated(resized) : resized;
    }

    private static int nearest(String mode, Coordinates axis, int index) {
        double place = axis.original(index);
        double rounded = switch (mode) {
            case "round_prefer_floor" -> Math.ceil(place - 0.5);
            case "round_prefer_ceil" -> Math.floor(place + 0.5);
            case "floor" -> Math.floor(place);
            case "ceil" -> Math.ceil(place);
            default -> throw new OnnxException("its nearest_mode %s is not known".formatted(mode));
        };
        return Math.clamp((long) rounded, 0, axis.extent() - 1);
    }

    /** Axis by axis, since the weights of all axes are independent. */
    private Tensor interpolated(Extents output, int support) {
        TensorBuilder builder = new TensorBuilder(x.type(), output);
        double cubic = node.real("cubic_coeff_a", -0.75f);
        boolean excludeOutside = node.integer("exclude_outside", 0) != 0;
        boolean antialias = node.integer("antialias", 0) != 0;
        double[] values = IntStream.range(0, x.size()).mapToDouble(x::doubleAt).toArray();
        int[] extents = x.extents().toArray();
        for (int axis = 0; axis < extents.length; axis++) {
            if (extents[axis] == output.get(axis) && coordinates[axis].scale() == 1 && !coordinates[axis].mode().startsWith("tf")) {
                continue;
            }
            AxisWeights weights = AxisWeights.of(coordinates[axis], distance -> support == 1 ? AxisWeights.linear(distance) : AxisWeights.cubic(distance, cubic),
                    support, antialias ? Math.min(1, coordinates[axis].scale()) : 1, excludeOutside);
            Extents now = Extents.of(extents);
            values = weights.apply(values, now.size(0, axis), extents[axis], now.size(axis + 1, extents.length));
            extents[axis] = output.get(axis);
        }
        for (int i = 0; i < values.length; i++) {
            builder.set(i, values[i]);
        }
        return builder.build();
    }

    private Tensor extrapolated(Tensor resized) {
        double value = node.real("extrapolation_value", 0);
        TensorBuilder builder = new TensorBuilder(resized.type(), resized.extents()).copy(resized, 0, 0, resized.size());
        int[] indices = new int[coordinates.length];
        for (int i = 0; i < resized.size(); i++) {
            for (int axis = 0; axis < indices.length; axis++) {
                if (coordinates[axis].isBeyond(indices[axis])) {
                    builder.set(i, value);
                }
            }
            Windows.advance(indices, resized.extents());
        }
        return builder.build();
    }
}
