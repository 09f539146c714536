package systole.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.Quantisation;
import systole.quant.QuantisedGraph;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedOperator;
import systole.quant.QuantisedTensor;
import systole.quant.Requantisation;

/** Gives a case its values: weights, biases and scales with which results use their range. The tensors are called n1, n2, .. */
record CaseNetwork(Case from) {
    private static final float TENSOR_SCALE = 0.05f; // devices never see it
    private static final int TABLE_BYTES = 256;

    QuantisedGraph graph() {
        List<TensorType> types = from.types();
        List<QuantisedTensor> tensors = new ArrayList<>();
        List<QuantisedNode> nodes = new ArrayList<>();
        tensors.add(tensor("input", types.getFirst()));
        for (int number = 1; number < types.size(); number++) {
            Node node = from.nodes().get(number - 1);
            List<QuantisedTensor> read = node.reads().stream().map(tensors::get).toList();
            QuantisedTensor output = tensor("n" + number, types.get(number));
            QuantisedOperator operator = operator(node.layer(), read.getFirst().shape(), random(number));
            nodes.add(new QuantisedNode(operator, read.stream().map(QuantisedTensor::name).toList(), output));
            tensors.add(output);
        }
        return new QuantisedGraph("case", tensors.getFirst(), nodes);
    }

    private static QuantisedTensor tensor(String name, TensorType type) {
        return new QuantisedTensor(name, type.shape(), new Quantisation(TENSOR_SCALE, type.zeroPoint()));
    }

    byte[] inputBytes() {
        byte[] values = new byte[from.input().shape().size()];
        switch (from.input().fill()) {
            case RANDOM -> random(0).nextBytes(values);
            case LOWEST -> Arrays.fill(values, Byte.MIN_VALUE);
            case HIGHEST -> Arrays.fill(values, Byte.MAX_VALUE);
        }
        return values;
    }

    /** Each tensor's values come from a stream of their own: what happens to one layer leaves the layers before it alone. */
    private RandomGenerator random(int tensor) {
        return new SplittableRandom(from.memory().seed() ^ Long.reverse(tensor));
    }

    private static QuantisedOperator operator(Layer layer, Shape input, RandomGenerator random) {
        return switch (layer) {
            case Layer.Convolution(int outputs, Window window, int groups, Weights weights, Tail tail) -> {
                int taps = input.channels() / groups * WindowFields.taps(window);
                yield new QuantisedOperator.Convolution(window, groups, weights(weights, outputs * taps, random),
                        requantisation(weights, outputs, taps, tail, random));
            }
            case Layer.Linear(int outputs, Weights weights, Tail tail) -> new QuantisedOperator.Linear(
                    weights(weights, outputs * input.size(), random), requantisation(weights, outputs, input.size(), tail, random));
            case Layer.MaxPool(Window window) -> new QuantisedOperator.MaxPool(window);
            // The mean over 2 or 4 pixels makes halves, which must round to even.
            case Layer.AveragePool(Window window, Tail tail) -> new QuantisedOperator.AveragePool(window,
                    requantisation(Weights.ONES, input.channels(), WindowFields.taps(window), tail, random));
            case Layer.TransposedConvolution(int outputs, Window window, Weights weights, Tail tail) -> {
                int taps = input.channels() * WindowFields.taps(window);
                yield new QuantisedOperator.TransposedConvolution(window, 0, 0, 1, weights(weights, outputs * taps, random),
                        requantisation(weights, outputs, taps, tail, random));
            }
            case Layer.Lookup _ -> new QuantisedOperator.Lookup(weights(Weights.RANDOM, TABLE_BYTES, random));
            case Layer.Normalisation(int size, _) -> new QuantisedOperator.LocalResponseNormalisation(size, 0.5f, 0.75f, 1);
            case Layer.Addition(Weights weights, int zeroPoint, int low, int high) -> addition(weights, zeroPoint, low, high, random);
            case Layer.Concatenation() -> new QuantisedOperator.Concatenation();
        };
    }

    /** Halves of sums are ties, which must round to even; extreme multipliers and shifts take the sum to its edges. */
    private static QuantisedOperator addition(Weights kind, int zeroPoint, int low, int high, RandomGenerator random) {
        int bits = QuantisedOperator.Addition.MULTIPLIER_BITS;
        int half = 1 << bits - 2;
        return switch (kind) {
            case ONES -> new QuantisedOperator.Addition(half, half, bits - 1, zeroPoint, low, high);
            case RANDOM -> new QuantisedOperator.Addition(random.nextInt(half, 4 * half), random.nextInt(half, 4 * half), bits,
                    zeroPoint, low, high);
            case EXTREME -> new QuantisedOperator.Addition(4 * half - 1 - random.nextInt(2), random.nextInt(2),
                    random.nextInt(bits - 2, QuantisedOperator.Addition.LARGEST_SHIFT + 1), zeroPoint, low, high);
        };
    }

    private static byte[] weights(Weights kind, int count, RandomGenerator random) {
        byte[] weights = new byte[count];
        random.nextBytes(weights);
        for (int i = 0; i < count; i++) {
            weights[i] = switch (kind) {
                case ONES -> 1;
                case RANDOM -> weights[i];
                case EXTREME -> weights[i] < 0 ? Byte.MIN_VALUE : Byte.MAX_VALUE;
            };
        }
        return weights;
    }

    private static Requantisation requantisation(Weights kind, int channels, int taps, Tail tail, RandomGenerator random) {
        int[] bias = new int[channels];
        float[] scale = new float[channels];
        for (int channel = 0; channel < channels; channel++) {
            double wobble = random.nextDouble(0.5, 1.5);
            switch (kind) {
                case ONES -> scale[channel] = 1f / taps;
                case RANDOM -> {
                    bias[channel] = random.nextInt(-5000, 5000);
                    scale[channel] = (float) (wobble / (128 * Math.sqrt(taps)));
                }
                case EXTREME -> {
                    int magnitude = 1 << random.nextInt(14, 31);
                    bias[channel] = random.nextInt(-magnitude, magnitude);
                    scale[channel] = (float) (wobble / (magnitude / 128.0 + 128 * Math.sqrt(taps)));
                }
            }
        }
        Optional<byte[]> table = tail.lookup().isPresent() ? Optional.of(weights(Weights.RANDOM, TABLE_BYTES, random)) : Optional.empty();
        return new Requantisation(bias, scale, tail.sumsZeroPoint(), tail.low(), tail.high(), table);
    }
}
