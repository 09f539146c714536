package systole.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import systole.drivers.sim.SimDevice;
import systole.runtime.ProgressMonitor;
import systole.verify.Accelerator;
import systole.verify.Campaign;
import systole.verify.CaseGenerator;
import systole.verify.CaseText;
import systole.verify.Failure;
import systole.verify.Verifier;

/** The cases that {@link ParityTest} finds equal on the sound kernel differ on one with a fault, and shrink to what the fault needs. */
class HardwareMutationTest {
    private static final Accelerator ACCELERATOR = Accelerator.standard(4);
    private static final int CASES = 40;

    @ParameterizedTest
    @EnumSource
    void parityFailsOnAFaultyKernel(Mutation mutation) {
        Path library = mutation.library(ACCELERATOR.configuration());
        Verifier verifier = new Verifier(List.of(options -> new SimDevice(library, options, ProgressMonitor.SILENT)));
        CaseGenerator generator = new CaseGenerator(List.of(ACCELERATOR), 1);
        Failure failure = Campaign.run(verifier, generator::at, CASES, ProgressMonitor.SILENT).finding()
                .orElseThrow(() -> new AssertionError("no case notices " + mutation)).shrunk(verifier, ProgressMonitor.SILENT);
        String reason = failure.outcome().reason();
        assertTrue(reason.matches("n\\d, tile 0, channel \\d, y \\d, x \\d: expected -?\\d+, got -?\\d+; \\d+ bytes? differs?"), reason);
        assertTrue(failure.smallest().nodes().size() <= 2, failure::toString);
        assertEquals(failure.outcome(), verifier.verify(CaseText.parse(failure.smallest().toString())));
    }
}
