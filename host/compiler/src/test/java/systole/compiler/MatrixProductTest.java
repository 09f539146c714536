package systole.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import systole.contract.ArrayConfiguration;
import systole.contract.BusConfiguration;
import systole.contract.Configuration;
import systole.contract.MemoryConfiguration;
import systole.graph.Shape;
import systole.quant.QuantisedTensor;

/** Products of two tensors that the array makes: one is streamed, the other loaded as weights. */
class MatrixProductTest {
    private static final Configuration TINY = new Configuration(new ArrayConfiguration(4, 4),
            new MemoryConfiguration(256, 256, 128, 64, 1, 128), new BusConfiguration(64, 16, 8), 2);

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void anyExtents(int images) {
        for (int seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            GraphMaker maker = new GraphMaker(random, Shape.map(random.nextInt(1, 6), random.nextInt(1, 6), random.nextInt(1, 6)));
            int channels = random.nextInt(1, 14);
            QuantisedTensor start = maker.current();
            QuantisedTensor right = maker.symmetric(channels).current();
            maker.from(start).symmetric(channels).product(right);
            if (random.nextBoolean()) {
                maker.linear(3);
            }
            NetworkProgram network = ProgramCheck.check(maker.graph(), seed % 2 == 0 ? TINY : Configuration.ofArray(4), images, seed);
            assertEquals(1, network.segments().size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void aTensorTimesItselfAndPartsOfAConcatenation(int channels) {
        GraphMaker maker = new GraphMaker(new SplittableRandom(1), Shape.map(3, 3, 3));
        QuantisedTensor first = maker.symmetric(channels).current();
        maker.product(first).symmetric(channels);
        QuantisedTensor gaps = maker.concatenate(first).current();
        QuantisedTensor dense = maker.symmetric(2 * channels).current();
        maker.from(gaps).product(dense);
        for (Configuration configuration : List.of(TINY, Configuration.ofArray(4), Configuration.ofArray(16))) {
            ProgramCheck.check(maker.graph(), configuration, 2, 5);
        }
    }
}
