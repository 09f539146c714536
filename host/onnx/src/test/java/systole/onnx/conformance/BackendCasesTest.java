package systole.onnx.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import systole.onnx.Interpreter;
import systole.onnx.SharedData;
import systole.onnx.conformance.CaseResult.Outcome;

/** All cases of ONNX's own suite that lie beside the project, each a test. */
class BackendCasesTest {
    private static final Conformance CONFORMANCE = new Conformance(Interpreter::new, Tolerance.BACKEND_SUITE);

    @TestFactory
    Stream<DynamicTest> backendCases() throws IOException {
        SharedData.require("onnx");
        Stream.Builder<DynamicTest> tests = Stream.builder();
        for (String suite : List.of("node", "pytorch-converted", "pytorch-operator", "simple")) {
            for (BackendCase backendCase : BackendCase.find(SharedData.require("onnx/" + suite))) {
                tests.add(DynamicTest.dynamicTest(suite + "/" + backendCase.name(), () -> assertPasses(backendCase)));
            }
        }
        return tests.build();
    }

    private static void assertPasses(BackendCase backendCase) {
        CaseResult result = CONFORMANCE.run(backendCase);
        assertEquals(Outcome.PASSED, result.outcome(), result.reason());
    }
}
