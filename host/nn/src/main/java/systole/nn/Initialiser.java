package systole.nn;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import systole.graph.Graph;
import systole.graph.Shape;

/** How weights start; biases start at 0. */
@FunctionalInterface
public interface Initialiser {
    /** One weight of a tensor of that shape: (outputs, inputs, ...), where further extents are the kernel's. */
    double draw(Shape weight, RandomGenerator random);

    /** The same value everywhere. */
    static Initialiser constant(double value) {
        return (_, _) -> value;
    }

    /** Normal around 0. */
    static Initialiser normal(double deviation) {
        return (_, random) -> random.nextGaussian() * deviation;
    }

    /** Normal around 0, drawn again where it is more than two deviations away; what is left has 0.88 of the deviation. */
    static Initialiser truncatedNormal(double deviation) {
        return (_, random) -> {
            double drawn = random.nextGaussian();
            while (Math.abs(drawn) > 2) {
                drawn = random.nextGaussian();
            }
            return drawn * deviation;
        };
    }

    /** Normal with variance 2 / fan-in, which keeps activations' size through ReLUs (He et al., 2015). */
    static Initialiser he() {
        return (weight, random) -> random.nextGaussian() * Math.sqrt(2.0 / fanIn(weight));
    }

    /** Uniform with that variance. */
    static Initialiser heUniform() {
        return (weight, random) -> (2 * random.nextDouble() - 1) * Math.sqrt(6.0 / fanIn(weight));
    }

    /** Normal with variance 2 / (fan-in + fan-out), for sigmoid and tanh (Glorot and Bengio, 2010). */
    static Initialiser xavier() {
        return (weight, random) -> random.nextGaussian() * Math.sqrt(2.0 / (fanIn(weight) + fanOut(weight)));
    }

    /** Uniform with that variance, as in the paper. */
    static Initialiser xavierUniform() {
        return (weight, random) -> (2 * random.nextDouble() - 1) * Math.sqrt(6.0 / (fanIn(weight) + fanOut(weight)));
    }

    /** A graph's parameters before training; the same for the same seed. Normalisations start as the identity. */
    default Parameters parameters(Graph graph, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Parameters parameters = Parameters.zeros(graph);
        parameters.tensors().forEach((name, tensor) -> {
            if (tensor.shape().extents().size() > 1) {
                for (int i = 0; i < tensor.values().length; i++) {
                    tensor.values()[i] = (float) draw(tensor.shape(), random);
                }
            } else if (!name.endsWith(".bias") && !name.endsWith(".running_mean")) {
                Arrays.fill(tensor.values(), 1);
            }
        });
        return parameters;
    }

    private static int fanIn(Shape weight) {
        return weight.size() / weight.extents().get(0);
    }

    private static int fanOut(Shape weight) {
        return weight.size() / weight.extents().get(1);
    }
}
