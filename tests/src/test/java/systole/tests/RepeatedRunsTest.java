package systole.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import systole.compiler.RandomChain;
import systole.contract.Counter;
import systole.quant.QuantisedGraph;
import systole.runtime.Device;
import systole.runtime.Devices;
import systole.runtime.ProgressMonitor;
import systole.runtime.RunResult;
import systole.runtime.Session;

/** A loaded network keeps nothing of one run for the next. */
class RepeatedRunsTest {
    private final SmallNetwork network = new SmallNetwork();

    @ParameterizedTest
    @EnumSource
    void runsDoNotSeeEachOther(TestAccelerator accelerator) {
        try (Device device = open(accelerator); Session session = new Session(network.graph(), device)) {
            for (long seed : new long[] {1, 1, 2, 1, 3, 2}) {
                byte[] input = network.input(seed);
                assertArrayEquals(network.expected(input), session.run(input).output(), "input " + seed);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void equalRunsTakeEqualCycles(TestAccelerator accelerator) {
        try (Device device = open(accelerator); Session session = new Session(network.graph(), device)) {
            long first = cycles(session.run(network.input(1)));
            assertEquals(first, cycles(session.run(network.input(2))));
            assertEquals(first, cycles(session.run(network.input(1))));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void networksOfOneDeviceRunInTurn(long seed) {
        QuantisedGraph other = RandomChain.of(TestAccelerator.ARRAY_8.lanes(), seed);
        byte[] otherInput = new byte[other.input().shape().size()];
        byte[] input = network.input(seed);
        try (Device device = open(TestAccelerator.ARRAY_8); Session first = new Session(network.graph(), device);
                Session second = new Session(other, device)) {
            for (int i = 0; i < 3; i++) {
                assertArrayEquals(network.expected(input), first.run(input).output());
                assertArrayEquals(second.expected(otherInput).get(other.output().name()), second.run(otherInput).output());
            }
        }
    }

    private static Device open(TestAccelerator accelerator) {
        return Devices.open("sim", accelerator.options(), ProgressMonitor.SILENT);
    }

    private static long cycles(RunResult result) {
        return result.timing().orElseThrow().total().get(Counter.CYCLES);
    }
}
