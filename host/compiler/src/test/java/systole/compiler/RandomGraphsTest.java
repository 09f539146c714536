package systole.compiler;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import systole.contract.ArrayConfiguration;
import systole.contract.BusConfiguration;
import systole.contract.Configuration;
import systole.contract.MemoryConfiguration;

/**
 * Random chains and graphs, single images and batches, on the default memories and on tiny ones, which force tiles, chunks, streamed
 * weights and trips to device memory.
 */
class RandomGraphsTest {
    @ParameterizedTest
    @CsvSource({"4, 60", "8, 40", "16, 30"})
    void onDefaultMemories(int lanes, int cases) {
        for (int seed = 0; seed < cases; seed++) {
            ProgramCheck.check(RandomChain.of(lanes, seed), Configuration.ofArray(lanes), seed);
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 120", "8, 60", "16, 40"})
    void onTinyMemories(int lanes, int cases) {
        Configuration tiny = tiny(lanes);
        for (int seed = 1000; seed < 1000 + cases; seed++) {
            ProgramCheck.check(RandomChain.of(lanes, seed), tiny, seed);
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 150", "8, 60", "16, 30"})
    void withBranchesOnDefaultMemories(int lanes, int cases) {
        for (int seed = 0; seed < cases; seed++) {
            ProgramCheck.check(RandomNetwork.of(lanes, seed), Configuration.ofArray(lanes), 1 + seed % 3, seed);
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 150", "8, 60", "16, 30"})
    void withBranchesOnTinyMemories(int lanes, int cases) {
        for (int seed = 2000; seed < 2000 + cases; seed++) {
            ProgramCheck.check(RandomNetwork.of(lanes, seed), tiny(lanes), 1 + seed % 3, seed);
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 40", "16, 15"})
    void batches(int lanes, int cases) {
        for (int seed = 3000; seed < 3000 + cases; seed++) {
            ProgramCheck.check(RandomChain.of(lanes, seed), Configuration.ofArray(lanes), 2 + seed % 4, seed);
            ProgramCheck.check(RandomChain.of(lanes, seed), tiny(lanes), 2 + seed % 2, seed);
        }
    }

    private static Configuration tiny(int lanes) {
        return new Configuration(new ArrayConfiguration(lanes, 4), new MemoryConfiguration(256, 256, 128, 64, 1, 128),
                new BusConfiguration(64, 16, 8), 2);
    }
}
