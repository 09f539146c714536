package systole.compiler;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import systole.contract.ArrayConfiguration;
import systole.contract.BusConfiguration;
import systole.contract.Configuration;
import systole.contract.MemoryConfiguration;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.QuantisedGraph;

/** Random chains on the default memories and on tiny ones, which force tiles, chunks, streamed weights and trips to device memory. */
class RandomGraphsTest {
    @ParameterizedTest
    @CsvSource({"4, 60", "8, 40", "16, 30"})
    void onDefaultMemories(int lanes, int cases) {
        for (int seed = 0; seed < cases; seed++) {
            ProgramCheck.check(chain(seed), Configuration.ofArray(lanes), seed);
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 120", "8, 60", "16, 40"})
    void onTinyMemories(int lanes, int cases) {
        Configuration tiny = new Configuration(new ArrayConfiguration(lanes, 4), new MemoryConfiguration(256, 256, 128, 64, 1),
                new BusConfiguration(64, 16, 8), 2);
        for (int seed = 1000; seed < 1000 + cases; seed++) {
            ProgramCheck.check(chain(seed), tiny, seed);
        }
    }

    private static QuantisedGraph chain(int seed) {
        Random random = new Random(seed);
        Shape input = Shape.map(oneOf(random, 1, 3, 4, 5, 7, 8, 16, 17, 30), random.nextInt(1, 14), random.nextInt(1, 14));
        GraphMaker maker = new GraphMaker(random, input);
        if (random.nextInt(4) == 0) {
            maker.extremeWeights();
        }
        int layers = random.nextInt(1, 5);
        for (int i = 0; i < layers && maker.shape().isMap(); i++) {
            addLayer(maker, random);
        }
        if (random.nextInt(3) == 0) {
            maker.linear(oneOf(random, 1, 10, 16, 33)).linear(7);
        }
        return maker.linear(5).graph();
    }

    private static void addLayer(GraphMaker maker, Random random) {
        Shape shape = maker.shape();
        int channels = shape.channels();
        switch (random.nextInt(6)) {
            case 0 -> maker.maxPool(pool(random, shape));
            case 1 -> maker.averagePool(window(random, shape));
            case 2 -> maker.convolution(channels * random.nextInt(1, 3), window(random, shape), channels);
            case 3 -> maker.convolutionWithLookup(oneOf(random, 1, 5, 16), window(random, shape));
            default -> {
                int groups = channels % 2 == 0 && random.nextInt(3) == 0 ? 2 : 1;
                maker.convolution(2 * oneOf(random, 1, 3, 4, 8, 9, 13), window(random, shape), groups);
            }
        }
        if (random.nextInt(3) == 0) {
            maker.maxPool(pool(random, maker.shape()));
        }
    }

    private static Window window(Random random, Shape shape) {
        while (true) {
            Window window = new Window(random.nextInt(1, 5), random.nextInt(1, 5), random.nextInt(1, 4), random.nextInt(1, 4),
                    random.nextInt(3), random.nextInt(3), random.nextInt(3), random.nextInt(3),
                    oneOf(random, 1, 1, 2), oneOf(random, 1, 1, 1, 2, 3));
            if (window.outputHeight(shape.height()) > 0 && window.outputWidth(shape.width()) > 0) {
                return window;
            }
        }
    }

    private static Window pool(Random random, Shape shape) {
        while (true) {
            int kernel = random.nextInt(1, 4);
            int pad = random.nextInt(kernel / 2 + 1);
            Window window = new Window(kernel, random.nextInt(1, 4), random.nextInt(1, 4), random.nextInt(1, 3), pad, 0, 0, pad, 1, 1);
            if (window.outputHeight(shape.height()) > 0 && window.outputWidth(shape.width()) > 0) {
                return window;
            }
        }
    }

    private static int oneOf(Random random, int... values) {
        return values[random.nextInt(values.length)];
    }
}
