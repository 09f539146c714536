package systole.tests;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import systole.runtime.ProgressMonitor;
import systole.verify.Accelerator;
import systole.verify.Campaign;
import systole.verify.Case;
import systole.verify.CaseGenerator;
import systole.verify.CaseText;
import systole.verify.Failure;
import systole.verify.Verifier;

/** Random networks give the same bytes on every device, whatever the memory does: {@code ./systole verify} on every accelerator. */
class ParityTest {
    private static final Verifier VERIFIER = Verifier.of(List.of("model", "sim"), ProgressMonitor.SILENT);
    private static final int CASES_OF_EACH = 75;

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void devicesGiveTheReferencesBytes(Case tried) {
        Optional<Failure> failure = Campaign.run(VERIFIER, number -> tried, 1, ProgressMonitor.SILENT).finding()
                .map(finding -> finding.shrunk(VERIFIER, ProgressMonitor.SILENT));
        assertFalse(failure.isPresent(), () -> failure.map(f -> f.outcome().reason() + "; again with " + f.command()).orElseThrow());
    }

    /** What each of these showed was a fault. */
    @ParameterizedTest
    @ValueSource(strings = {
        // A snapshot overtook the vector of a sum.
        "array=8/input=1x1x1/linear=9/add=ones,reads=1.1",
        // A pool was fused into the only phase of a transposed convolution, whose columns are further apart than the map is wide.
        "array=4,seed=254521/input=1x1x1/transposed=1,kernel=1x5,stride=1x2,pad=0.2.0.2/maxpool=1x3,pad=0.1.0.2",
    })
    void casesThatOnceFailed(String text) {
        devicesGiveTheReferencesBytes(CaseText.parse(text));
    }

    static Stream<Case> cases() {
        return Accelerator.ALL.stream().flatMap(accelerator -> {
            CaseGenerator generator = new CaseGenerator(List.of(accelerator), 1);
            return IntStream.range(0, CASES_OF_EACH).mapToObj(generator::at);
        });
    }
}
