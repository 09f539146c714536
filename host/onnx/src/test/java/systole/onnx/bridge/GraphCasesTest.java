package systole.onnx.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import systole.onnx.SharedData;
import systole.onnx.conformance.BackendCase;
import systole.onnx.conformance.CaseResult;
import systole.onnx.conformance.CaseResult.Outcome;
import systole.onnx.conformance.Conformance;
import systole.onnx.conformance.Tolerance;

/** ONNX's own cases as graphs: those that can be one give what the suite expects, and the others are refused in one line. */
class GraphCasesTest {
    private static final int GRAPHS = 143;

    @Test
    void casesThatCanBeGraphsPass() throws IOException {
        Conformance conformance = new Conformance(GraphExecutor::new, Tolerance.BACKEND_SUITE);
        List<CaseResult> results = new ArrayList<>();
        for (String suite : List.of("node", "pytorch-converted", "pytorch-operator", "simple")) {
            for (BackendCase backendCase : BackendCase.find(SharedData.require("onnx/" + suite))) {
                results.add(conformance.run(backendCase));
            }
        }
        assertEquals(List.of(), results.stream().filter(result -> result.outcome() == Outcome.FAILED).toList());
        long passed = results.stream().filter(result -> result.outcome() == Outcome.PASSED).count();
        assertTrue(passed >= GRAPHS, "only %d cases were graphs".formatted(passed));
    }
}
