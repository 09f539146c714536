package systole.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import systole.drivers.sim.SimDevice;
import systole.runtime.Device;

/** The cases that {@link ParityTest} finds equal on the sound kernel differ on one with a fault. */
class HardwareMutationTest {
    private static final TestAccelerator ACCELERATOR = TestAccelerator.ARRAY_4;
    private static final int CASES = 40;

    @ParameterizedTest
    @EnumSource
    void parityFailsOnAFaultyKernel(Mutation mutation) {
        Path library = mutation.library(ACCELERATOR.configuration());
        List<String> mismatches = LongStream.range(0, CASES).mapToObj(seed -> new ParityCase(ACCELERATOR, seed))
                .flatMap(tried -> mismatches(tried, library).stream()).toList();
        assertTrue(!mismatches.isEmpty(), "no case notices " + mutation);
        mismatches.forEach(line -> assertTrue(line.matches(
                "sim: n\\d+, tile \\d+, channel \\d+, y \\d+, x \\d+: expected -?\\d+, got -?\\d+; \\d+ bytes? differs?"), line));
    }

    private static List<String> mismatches(ParityCase tried, Path library) {
        try (Device device = new SimDevice(library, tried.options())) {
            return Parity.mismatches(tried.graph(), tried.input(), device);
        }
    }
}
