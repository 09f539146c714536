package systole.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import systole.compiler.RandomNetwork;
import systole.quant.QuantisedGraph;
import systole.runtime.Comparison;
import systole.runtime.Device;
import systole.runtime.Devices;
import systole.runtime.MemoryTiming;
import systole.runtime.ProgressMonitor;
import systole.runtime.RunResult;
import systole.runtime.Session;
import systole.verify.Accelerator;

/** Networks with branches, sums, concatenations and nodes of the host, in batches, on the hardware: every tensor equals the reference's. */
class BranchesTest {
    private static final int CASES = 10;

    static Stream<Accelerator> accelerators() {
        return Accelerator.ALL.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accelerators")
    void everyTensorEqualsTheReferences(Accelerator accelerator) {
        try (Device device = Devices.open("sim", accelerator.options(MemoryTiming.DEFAULT), ProgressMonitor.SILENT)) {
            for (int seed = 0; seed < CASES; seed++) {
                check(RandomNetwork.of(accelerator.array(), seed), device, 1 + seed % 3, seed);
            }
        }
    }

    private static void check(QuantisedGraph graph, Device device, int images, int seed) {
        byte[] batch = new byte[images * graph.input().shape().size()];
        new SplittableRandom(seed).nextBytes(batch);
        try (Session session = new Session(graph, device, images)) {
            Map<String, byte[]> expected = session.expected(batch);
            session.compareAll(batch, expected).forEach(comparison -> assertEqual(comparison, seed));
            RunResult result = session.run(batch);
            List<Comparison> comparisons = session.compare(result, expected);
            comparisons.forEach(comparison -> assertEqual(comparison, seed));
            assertEquals(1, comparisons.stream().filter(comparison -> comparison.tensor().equals(graph.output().name())).count());
        }
    }

    private static void assertEqual(Comparison comparison, int seed) {
        assertEquals("equal", comparison.toString(), () -> "seed " + seed + ", " + comparison.tensor());
    }
}
