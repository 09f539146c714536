package systole.compiler;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.QuantisedGraph;

/** Chains of layers by chance: sizes around those of an array, every operator, any stride, padding, dilation and grouping. */
final class RandomChain {
    private static final int LARGEST_MAP = 13;

    private final RandomGenerator random;
    private final int lanes;
    private final GraphMaker maker;

    private RandomChain(int lanes, long seed) {
        this.random = new SplittableRandom(seed);
        this.lanes = lanes;
        this.maker = new GraphMaker(random, Shape.map(channels(), side(), side()));
    }

    /**
     * One to four layers on maps, and one to three fully connected ones.
     *
     * @param lanes the array's size, which channels are chosen around
     * @param seed equal seeds give equal chains
     */
    static QuantisedGraph of(int lanes, long seed) {
        return new RandomChain(lanes, seed).chain();
    }

    private QuantisedGraph chain() {
        if (random.nextInt(4) == 0) {
            maker.extremeWeights();
        }
        int layers = random.nextInt(1, 5);
        for (int i = 0; i < layers; i++) {
            addLayer();
        }
        if (random.nextInt(3) == 0) {
            maker.linear(channels()).linear(7);
        }
        return maker.linear(5).graph();
    }

    private void addLayer() {
        int channels = maker.shape().channels();
        switch (random.nextInt(6)) {
            case 0 -> maker.maxPool(pool());
            case 1 -> maker.averagePool(window());
            case 2 -> maker.convolution(channels * random.nextInt(1, 3), window(), channels);
            case 3 -> maker.convolutionWithLookup(channels(), window());
            default -> {
                int groups = channels % 2 == 0 && random.nextInt(3) == 0 ? 2 : 1;
                maker.convolution(groups * channels(), window(), groups);
            }
        }
        if (random.nextInt(3) == 0) {
            maker.maxPool(pool());
        }
    }

    private int channels() {
        return oneOf(1, 2, 3, 5, 7, 13, lanes - 1, lanes, lanes + 1, 2 * lanes, 2 * lanes + 1);
    }

    private int side() {
        return random.nextInt(6) == 0 ? 1 : random.nextInt(1, LARGEST_MAP + 1);
    }

    private Window window() {
        while (true) {
            Window window = new Window(random.nextInt(1, 5), random.nextInt(1, 5), random.nextInt(1, 4), random.nextInt(1, 4),
                    random.nextInt(3), random.nextInt(3), random.nextInt(3), random.nextInt(3),
                    oneOf(1, 1, 2), oneOf(1, 1, 1, 2, 3));
            if (fits(window)) {
                return window;
            }
        }
    }

    private Window pool() {
        while (true) {
            int kernel = random.nextInt(1, 4);
            int pad = random.nextInt(kernel / 2 + 1);
            Window window = new Window(kernel, random.nextInt(1, 4), random.nextInt(1, 4), random.nextInt(1, 3), pad, 0, 0, pad, 1, 1);
            if (fits(window)) {
                return window;
            }
        }
    }

    private boolean fits(Window window) {
        Shape shape = maker.shape();
        return window.outputHeight(shape.height()) > 0 && window.outputWidth(shape.width()) > 0;
    }

    private int oneOf(int... values) {
        return values[random.nextInt(values.length)];
    }
}
