package systole.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import systole.contract.Counter;
import systole.quant.QuantisedGraph;
import systole.runtime.Device;
import systole.runtime.Devices;
import systole.runtime.MemoryTiming;
import systole.runtime.ProgressMonitor;
import systole.runtime.RunResult;
import systole.runtime.Session;
import systole.verify.Accelerator;
import systole.verify.CaseGenerator;

/** A loaded network keeps nothing of one run for the next. */
class RepeatedRunsTest {
    static final List<Accelerator> ACCELERATORS = Accelerator.ALL;

    private static final Accelerator ARRAY_8 = Accelerator.standard(8);

    private final SmallNetwork network = new SmallNetwork();

    @ParameterizedTest
    @FieldSource("ACCELERATORS")
    void runsDoNotSeeEachOther(Accelerator accelerator) {
        try (Device device = open(accelerator); Session session = new Session(network.graph(), device)) {
            for (long seed : new long[] {1, 1, 2, 1, 3, 2}) {
                byte[] input = network.input(seed);
                assertArrayEquals(network.expected(input), session.run(input).output(), "input " + seed);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("ACCELERATORS")
    void equalRunsTakeEqualCycles(Accelerator accelerator) {
        try (Device device = open(accelerator); Session session = new Session(network.graph(), device)) {
            long first = cycles(session.run(network.input(1)));
            assertEquals(first, cycles(session.run(network.input(2))));
            assertEquals(first, cycles(session.run(network.input(1))));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void networksOfOneDeviceRunInTurn(long seed) {
        QuantisedGraph other = new CaseGenerator(List.of(ARRAY_8), seed).at(0).graph();
        byte[] otherInput = new byte[other.input().shape().size()];
        byte[] input = network.input(seed);
        try (Device device = open(ARRAY_8); Session first = new Session(network.graph(), device);
                Session second = new Session(other, device)) {
            for (int i = 0; i < 3; i++) {
                assertArrayEquals(network.expected(input), first.run(input).output());
                assertArrayEquals(second.expected(otherInput).get(other.output().name()), second.run(otherInput).output());
            }
        }
    }

    private static Device open(Accelerator accelerator) {
        return Devices.open("sim", accelerator.options(MemoryTiming.DEFAULT), ProgressMonitor.SILENT);
    }

    private static long cycles(RunResult result) {
        return result.timing().orElseThrow().total().get(Counter.CYCLES);
    }
}
