package systole.models;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import systole.graph.Graph;
import systole.graph.Node;
import systole.graph.Operator;
import systole.graph.Shape;
import systole.nn.Parameters;
import systole.nn.Tensor;
import systole.nn.Workers;

/**
 * Draws weights that keep a deep network alive. Chance alone lets activations fade, grow, or become the same for every image; so each layer is
 * drawn, measured on some images and standardised before the next one (data-dependent initialisation: Mishkin and Matas, 2016; Salimans and
 * Kingma, 2016). Batch normalisations take the measured mean and variance as their running ones. Where none follows, weights and biases are
 * scaled until each channel of a convolution, or a linear layer as a whole, has a mean near 0 and deviation 1 (2.5 in front of a softmax).
 */
final class SeededWeights {
    private static final double BIAS = 0.1;
    private static final double GAIN = 1;
    /** Of a normalisation that ends a residual branch: the branch adds to the shortcut, and does not drown it. */
    private static final double RESIDUAL_GAIN = 0.4;
    /** Of what a softmax reads: enough for some classes to be likelier than others, as a trained network's are. */
    private static final double LOGIT_GAIN = 2.5;
    /** Gains differ from channel to channel by this share of them, either way. */
    private static final double GAIN_SPREAD = 0.25;

    private final Graph graph;
    private final NodeEvaluation evaluation;
    private final SplittableRandom seeds;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    /** Tensors of the images that some node is still to read. */
    private final Map<String, List<float[]>> activations = new HashMap<>();
    private final Map<String, String> lastReaders = new HashMap<>();

    private SeededWeights(Graph graph, NodeEvaluation evaluation, List<float[]> images, long seed) {
        this.graph = graph;
        this.evaluation = evaluation;
        seeds = new SplittableRandom(seed);
        activations.put(graph.input().name(), images);
        graph.nodes().forEach(node -> node.inputs().forEach(read -> lastReaders.put(read, node.name())));
    }

    /**
     * All of a graph's parameters and running statistics.
     *
     * @param images what is measured on, at least one
     */
    static Parameters of(Graph graph, List<float[]> images, long seed) {
        try (Workers workers = Workers.of(Runtime.getRuntime().availableProcessors())) {
            SeededWeights weights = new SeededWeights(graph, new NodeEvaluation(graph, workers), images, seed);
            graph.nodes().stream().skip(1).forEach(weights::draw);
            return new Parameters(weights.tensors);
        }
    }

    private void draw(Node node) {
        List<List<float[]>> inputs = node.inputs().stream().map(activations::get).toList();
        RandomGenerator random = seeds.split();
        activations.put(node.name(), switch (node.operator()) {
            case Operator.BatchNorm2d _ -> normalised(node, inputs, random);
            case Operator.Conv2d(_, _, _, boolean bias) when bias -> standardised(node, node.output().channels(), inputs, random);
            case Operator.Conv2d _, Operator.ConvTranspose2d _ -> evaluated(node, weights(node, random), inputs);
            case Operator.Linear _ -> standardised(node, 1, inputs, random);
            default -> evaluated(node, Map.of(), inputs);
        });
        node.inputs().stream().filter(read -> lastReaders.get(read).equals(node.name())).forEach(activations::remove);
    }

    private List<float[]> evaluated(Node node, Map<String, Tensor> own, List<List<float[]>> inputs) {
        tensors.putAll(own);
        return evaluation.run(node, new Parameters(own), inputs);
    }

    /** Uniform weights of variance 2 / fan-in (He et al., 2015), and biases of 0. */
    private Map<String, Tensor> weights(Node node, RandomGenerator random) {
        Map<String, Tensor> own = new LinkedHashMap<>();
        graph.parameterShapes(node).forEach((name, shape) -> own.put(name, Tensor.zeros(shape)));
        double fanIn = (double) graph.macs(node) / node.output().size();
        double bound = Math.sqrt(6 / fanIn);
        fill(own.get(node.name() + ".weight"), () -> bound * (2 * random.nextDouble() - 1));
        return own;
    }

    private List<float[]> normalised(Node node, List<List<float[]>> inputs, RandomGenerator random) {
        Shape shape = Shape.vector(node.output().channels());
        ChannelStatistics measured = ChannelStatistics.of(shape.size(), inputs.getFirst());
        double gain = isFirstReadBy(node, Operator.Add.class) ? RESIDUAL_GAIN : GAIN;
        Map<String, Tensor> own = new LinkedHashMap<>();
        own.put(node.name() + ".weight", fill(Tensor.zeros(shape), () -> gain * (1 + GAIN_SPREAD * random.nextDouble(-1, 1))));
        own.put(node.name() + ".bias", fill(Tensor.zeros(shape), () -> BIAS * random.nextGaussian()));
        own.put(node.name() + ".running_mean", new Tensor(shape, measured.mean()));
        own.put(node.name() + ".running_var", new Tensor(shape, measured.variance()));
        return evaluated(node, own, inputs);
    }

    private boolean isFirstReadBy(Node node, Class<? extends Operator> operator) {
        return graph.nodes().stream().anyMatch(reader -> operator.isInstance(reader.operator()) && reader.inputs().getFirst().equals(node.name()));
    }

    /** Scales weights and biases, and the outputs in place, until outputs have mean 0 and the gain as deviation in each of so many parts. */
    private List<float[]> standardised(Node node, int parts, List<List<float[]>> inputs, RandomGenerator random) {
        Map<String, Tensor> own = weights(node, random);
        List<float[]> outputs = evaluated(node, own, inputs);
        ChannelStatistics measured = ChannelStatistics.of(parts, outputs);
        double gain = isFirstReadBy(node, Operator.Softmax.class) ? LOGIT_GAIN : GAIN;
        float[] weight = own.get(node.name() + ".weight").values();
        float[] bias = own.get(node.name() + ".bias").values();
        for (int output = 0; output < bias.length; output++) {
            int part = output * parts / bias.length;
            float scale = (float) (gain / Math.sqrt(measured.variance()[part]));
            bias[output] = (float) (BIAS * random.nextGaussian()) - measured.mean()[part] * scale;
            transform(weight, output, bias.length, scale, 0);
            for (float[] values : outputs) {
                transform(values, output, bias.length, scale, bias[output]);
            }
        }
        return outputs;
    }

    private static Tensor fill(Tensor tensor, DoubleSupplier drawn) {
        for (int i = 0; i < tensor.values().length; i++) {
            tensor.values()[i] = (float) drawn.getAsDouble();
        }
        return tensor;
    }

    /** Scales and shifts one of so many equal parts of an array. */
    private static void transform(float[] values, int part, int parts, float scale, float shift) {
        int size = values.length / parts;
        for (int i = part * size; i < (part + 1) * size; i++) {
            values[i] = values[i] * scale + shift;
        }
    }
}
