package systole.onnx.operator;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import systole.onnx.OnnxException;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorBuilder;

/** Operators that scale numbers by the statistics of their neighbours, or by those that training left. */
final class NormalisationOperators {
    private static final float EPSILON = 1e-5f;
    /** MeanVarianceNormalization has no attribute for it. */
    private static final double TINY = 1e-9;

    private NormalisationOperators() {
    }

    static Map<String, Operator> all() {
        Map<String, Operator> all = new LinkedHashMap<>();
        all.put("BatchNormalization", call -> List.of(batch(call)));
        all.put("InstanceNormalization", call -> List.of(grouped(call, channels(call.input(0)), 1)));
        all.put("GroupNormalization", call -> List.of(group(call)));
        all.put("LayerNormalization", NormalisationOperators::layer);
        all.put("MeanVarianceNormalization", call -> List.of(meanVariance(call)));
        all.put("LRN", call -> List.of(localResponse(call)));
        return all;
    }

    private static int channels(Tensor x) {
        if (x.extents().rank() < 2) {
            throw new OnnxException("images and channels are needed where %s are".formatted(x));
        }
        return x.extents().get(1);
    }

    private static float[] perChannel(Tensor tensor, int channels) {
        if (tensor.size() != channels) {
            throw new OnnxException("%d channels have %s".formatted(channels, tensor));
        }
        return tensor.toFloats();
    }

    private static Tensor batch(Call call) {
        Tensor x = UnaryOperators.requireReal(call.input(0));
        if (call.node().integer("training_mode", 0) != 0) {
            throw new OnnxException("it is in training mode, which is not supported");
        }
        if (call.node().integer("spatial", 1) == 0) {
            throw new OnnxException("it normalises each pixel by itself (spatial is 0), which is not supported");
        }
        int channels = channels(x);
        float[] scale = perChannel(call.input(1), channels);
        float[] bias = perChannel(call.input(2), channels);
        float[] mean = perChannel(call.input(3), channels);
        float[] variance = perChannel(call.input(4), channels);
        double epsilon = call.node().real("epsilon", EPSILON);
        int plane = x.extents().size(2, x.extents().rank());
        TensorBuilder builder = new TensorBuilder(x.type(), x.extents());
        for (int i = 0; i < x.size(); i++) {
            int c = i / plane % channels;
            builder.set(i, (x.doubleAt(i) - mean[c]) / Math.sqrt(variance[c] + epsilon) * scale[c] + bias[c]);
        }
        return builder.build();
    }

    /** Before version 21 scale and bias are per group, then per channel. */
    private static Tensor group(Call call) {
        int channels = channels(call.input(0));
        long groups = call.node().integer("num_groups", 0);
        if (groups < 1 || channels % groups != 0) {
            throw new OnnxException("%d channels do not make %d groups".formatted(channels, groups));
        }
        return grouped(call, (int) groups, call.input(1).size() == groups ? channels / (int) groups : 1);
    }

    /**
     * Each group of channels of each image by its own mean and variance.
     *
     * @param shared neighbouring channels that have one scale and one bias
     */
    private static Tensor grouped(Call call, int groups, int shared) {
        Tensor x = UnaryOperators.requireReal(call.input(0));
        int channels = channels(x);
        int plane = x.extents().size(2, x.extents().rank());
        float[] scale = perChannel(call.input(1), channels / shared);
        float[] bias = perChannel(call.input(2), channels / shared);
        Statistics statistics = new Statistics(x, plane * (channels / groups), call.node().real("epsilon", EPSILON));
        TensorBuilder builder = new TensorBuilder(x.type(), x.extents());
        for (int i = 0; i < x.size(); i++) {
            int c = i / plane % channels / shared;
            builder.set(i, statistics.normalised(i) * scale[c] + bias[c]);
        }
        return builder.build();
    }

    private static List<Tensor> layer(Call call) {
        Tensor x = UnaryOperators.requireReal(call.input(0));
        Extents extents = x.extents();
        int axis = extents.axis(call.node().integer("axis", -1));
        Extents inner = new Extents(extents.sizes().subList(axis, extents.rank()));
        Tensor scale = Broadcast.to(inner, call.input(1));
        Tensor bias = call.optional(2).map(given -> Broadcast.to(inner, given)).orElse(new TensorBuilder(x.type(), inner).build());
        Statistics statistics = new Statistics(x, inner.size(), call.node().real("epsilon", EPSILON));
        TensorBuilder builder = new TensorBuilder(x.type(), extents);
        for (int i = 0; i < x.size(); i++) {
            builder.set(i, statistics.normalised(i) * scale.doubleAt(i % inner.size()) + bias.doubleAt(i % inner.size()));
        }
        Extents outer = Extents.of(IntStream.range(0, extents.rank()).map(i -> i < axis ? extents.get(i) : 1).toArray());
        return List.of(builder.build(), statistics.means(outer), statistics.inverseDeviations(outer));
    }

    private static Tensor meanVariance(Call call) {
        Tensor x = UnaryOperators.requireReal(call.input(0));
        TreeSet<Integer> axes = new TreeSet<>();
        Arrays.stream(call.node().integers("axes").orElse(new long[] {0, 2, 3})).forEach(axis -> axes.add(x.extents().axis(axis)));
        Tensor mean = ReductionOperators.reduce(x, axes, true, x.type(), row -> Arrays.stream(row).average().orElse(0));
        Tensor centred = Elementwise.combine(x, Broadcast.to(x.extents(), mean), x.type(), (a, b) -> a - b);
        Tensor deviation = ReductionOperators.reduce(centred, axes, true, x.type(),
                row -> Math.sqrt(Arrays.stream(row).map(value -> value * value).average().orElse(0)));
        return Elementwise.combine(centred, Broadcast.to(x.extents(), deviation), x.type(), (a, b) -> a / (b + TINY));
    }

    /** x / (bias + alpha/size * sum of x^2 over size neighbouring channels)^beta (Krizhevsky et al., 2012, section 3.3). */
    private static Tensor localResponse(Call call) {
        Tensor x = UnaryOperators.requireReal(call.input(0));
        int channels = channels(x);
        int plane = x.extents().size(2, x.extents().rank());
        int size = Math.clamp(call.node().integer("size", 1), 1, Integer.MAX_VALUE);
        double alpha = call.node().real("alpha", 1e-4f);
        double beta = call.node().real("beta", 0.75f);
        double bias = call.node().real("bias", 1);
        TensorBuilder builder = new TensorBuilder(x.type(), x.extents());
        for (int i = 0; i < x.size(); i++) {
            int channel = i / plane % channels;
            int first = Math.max(0, channel - (size - 1) / 2);
            long last = Math.min(channels - 1L, (long) channel + size / 2);
            double sum = 0;
            for (int c = first; c <= last; c++) {
                double value = x.doubleAt(i + (c - channel) * plane);
                sum += value * value;
            }
            builder.set(i, x.doubleAt(i) / Math.pow(bias + alpha / size * sum, beta));
        }
        return builder.build();
    }
}
