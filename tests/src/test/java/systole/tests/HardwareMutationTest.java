package systole.tests;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import systole.drivers.sim.SimDevice;
import systole.verify.Accelerator;
import systole.verify.CaseGenerator;
import systole.verify.Outcome;
import systole.verify.Verifier;

/** The cases that {@link ParityTest} finds equal on the sound kernel differ on one with a fault. */
class HardwareMutationTest {
    private static final Accelerator ACCELERATOR = Accelerator.standard(4);
    private static final int CASES = 40;

    @ParameterizedTest
    @EnumSource
    void parityFailsOnAFaultyKernel(Mutation mutation) {
        Path library = mutation.library(ACCELERATOR.configuration());
        Verifier verifier = new Verifier(List.of(options -> new SimDevice(library, options)));
        CaseGenerator generator = new CaseGenerator(List.of(ACCELERATOR), 1);
        List<Outcome.Failed> failures = IntStream.range(0, CASES).mapToObj(generator::at).map(verifier::verify)
                .filter(Outcome.Failed.class::isInstance).map(Outcome.Failed.class::cast).toList();
        assertFalse(failures.isEmpty(), "no case notices " + mutation);
        failures.forEach(failed -> assertTrue(failed.reason().matches(
                "n\\d+, tile \\d+, channel \\d+, y \\d+, x \\d+: expected -?\\d+, got -?\\d+; \\d+ bytes? differs?"), failed.reason()));
    }
}
