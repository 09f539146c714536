package systole.nn;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import systole.graph.Node;

/**
 * What makes a float network behave as its quantised one will: tensors and weights are rounded to what int8 can hold as the images go forward,
 * and gradients go back as if nothing had been rounded, but for values that were clipped, which get none (the straight-through estimator; Jacob
 * et al., Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference, 2018, section 3; Krishnamoorthi,
 * Quantizing deep convolutional networks for efficient inference, 2018). Steps forward change true weights, which stay float.
 *
 * @param tensors by node name, the input's too: how its tensor is rounded; others keep their values
 * @param weights by node name: how its weights are rounded
 */
public record FakeQuantisation(Map<String, Grid> tensors, Map<String, WeightRounding> weights) {
    /** Rounds nothing. */
    public static final FakeQuantisation NONE = new FakeQuantisation(Map.of(), Map.of());

    public FakeQuantisation {
        tensors = Map.copyOf(tensors);
        weights = Map.copyOf(weights);
    }

    /**
     * The values that a tensor can take.
     *
     * @param low the smallest
     * @param high the largest
     * @param rounding the nearest of them
     */
    public record Grid(float low, float high, Rounding rounding) {
    }

    /** From a value to the one that stands for it. */
    @FunctionalInterface
    public interface Rounding {
        float of(float x);
    }

    /** Rounds a node's weights all at once, since they share scales. */
    @FunctionalInterface
    public interface WeightRounding {
        /** New values for the weights, which stay as they are. */
        float[] of(float[] weights);
    }

    /** The node's layer, with what is rounded in it. */
    Layer around(Node node, int capacity, Parameters parameters, Function<Parameters, Layer> layer) {
        Optional<WeightRounding> rounding = Optional.ofNullable(weights.get(node.name()));
        Optional<Grid> grid = Optional.ofNullable(tensors.get(node.name()));
        Layer weighted = rounding.<Layer>map(round -> new RoundedWeightsLayer(node, parameters, round, layer))
                .orElseGet(() -> layer.apply(parameters));
        return grid.<Layer>map(values -> new RoundedOutputLayer(weighted, values, node.output().size(), capacity)).orElse(weighted);
    }

    /** Rounds the images of a pass. */
    void roundInput(Node input, Pass pass, float[] images) {
        Grid grid = tensors.get(input.name());
        if (grid != null) {
            pass.workers().forRanges(pass.images() * input.output().size(), 1, (from, to) -> {
                for (int i = from; i < to; i++) {
                    images[i] = grid.rounding.of(images[i]);
                }
            });
        }
    }
}
