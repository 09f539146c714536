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
        List<Shape> shapes = from.shapes();
        List<QuantisedTensor> tensors = new ArrayList<>();
        List<QuantisedNode> nodes = new ArrayList<>();
        tensors.add(new QuantisedTensor("input", shapes.getFirst(), new Quantisation(TENSOR_SCALE, from.input().zeroPoint())));
        for (int number = 1; number < shapes.size(); number++) {
            Node node = from.nodes().get(number - 1);
            QuantisedTensor read = tensors.get(node.reads());
            QuantisedTensor output = new QuantisedTensor("n" + number, shapes.get(number), quantisation(node.layer(), read));
            QuantisedOperator operator = operator(node.layer(), read.shape(), random(number));
            nodes.add(new QuantisedNode(operator, List.of(read.name()), output));
            tensors.add(output);
        }
        return new QuantisedGraph("case", tensors.getFirst(), nodes);
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

    private static Quantisation quantisation(Layer layer, QuantisedTensor read) {
        return switch (layer) {
            case Layer.Convolution c -> new Quantisation(TENSOR_SCALE, c.tail().zeroPoint());
            case Layer.Linear l -> new Quantisation(TENSOR_SCALE, l.tail().zeroPoint());
            case Layer.AveragePool p -> new Quantisation(TENSOR_SCALE, p.tail().zeroPoint());
            case Layer.MaxPool _ -> read.quantisation();
        };
    }

    private static QuantisedOperator operator(Layer layer, Shape input, RandomGenerator random) {
        return switch (layer) {
            case Layer.Convolution(int outputs, Window window, int groups, Weights weights, Tail tail) -> {
                int taps = input.channels() / groups * window.kernelHeight() * window.kernelWidth();
                yield new QuantisedOperator.Convolution(window, groups, weights(weights, outputs * taps, random),
                        requantisation(weights, outputs, taps, tail, random));
            }
            case Layer.Linear(int outputs, Weights weights, Tail tail) -> new QuantisedOperator.Linear(
                    weights(weights, outputs * input.size(), random), requantisation(weights, outputs, input.size(), tail, random));
            case Layer.MaxPool(Window window) -> new QuantisedOperator.MaxPool(window);
            // The mean over 2 or 4 pixels makes halves, which must round to even.
            case Layer.AveragePool(Window window, Tail tail) -> new QuantisedOperator.AveragePool(window,
                    requantisation(Weights.ONES, input.channels(), window.kernelHeight() * window.kernelWidth(), tail, random));
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
