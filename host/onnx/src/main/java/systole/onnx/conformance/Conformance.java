package systole.onnx.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import systole.onnx.ModelExecutor;
import systole.onnx.OnnxException;
import systole.onnx.conformance.CaseResult.Outcome;
import systole.onnx.model.Model;
import systole.onnx.model.ModelReader;
import systole.onnx.operator.UnsupportedOperatorException;
import systole.onnx.tensor.Tensor;

/**
 * Runs cases and compares their outputs.
 *
 * @param executor makes what runs a model
 * @param tolerance of real outputs
 */
public record Conformance(Function<Model, ModelExecutor> executor, Tolerance tolerance) {
    /** Runs a case with all its data sets. What goes wrong with it is in the result, unless it is a fault of the program itself. */
    public CaseResult run(BackendCase backendCase) {
        try {
            return compare(backendCase);
        } catch (UnsupportedOperatorException e) {
            return new CaseResult(backendCase.name(), Outcome.UNSUPPORTED, e.getMessage(), 0);
        } catch (OnnxException | IOException e) {
            return new CaseResult(backendCase.name(), Outcome.ERROR, e.getMessage(), 0);
        }
    }

    private CaseResult compare(BackendCase backendCase) throws IOException {
        ModelExecutor model = executor.apply(ModelReader.read(backendCase.model()));
        List<Path> dataSets = backendCase.dataSets();
        if (dataSets.isEmpty()) {
            throw new OnnxException("there is no test_data_set in " + backendCase.folder());
        }
        double maxError = 0;
        for (Path dataSet : dataSets) {
            List<Tensor> expected = BackendCase.tensors(dataSet, "output");
            List<Tensor> actual = List.copyOf(model.run(inputs(model.model(), dataSet)).values());
            if (expected.isEmpty() || actual.size() < expected.size()) {
                throw new OnnxException("%d outputs are expected in %s, but the model has %d".formatted(expected.size(), dataSet, actual.size()));
            }
            for (int i = 0; i < expected.size(); i++) {
                Optional<String> violation = tolerance.violation(expected.get(i), actual.get(i));
                boolean comparable = expected.get(i).extents().equals(actual.get(i).extents());
                maxError = comparable ? Math.max(maxError, CaseResult.largestDifference(expected.get(i), actual.get(i))) : maxError;
                if (violation.isPresent()) {
                    return new CaseResult(backendCase.name(), Outcome.FAILED, "output %d of %s: %s"
                            .formatted(i, dataSet.getFileName(), violation.get()), maxError);
                }
            }
        }
        return new CaseResult(backendCase.name(), Outcome.PASSED, "", maxError);
    }

    private static Map<String, Tensor> inputs(Model model, Path dataSet) throws IOException {
        List<Tensor> tensors = BackendCase.tensors(dataSet, "input");
        Map<String, Tensor> inputs = new HashMap<>();
        for (int i = 0; i < Math.min(tensors.size(), model.graph().inputs().size()); i++) {
            inputs.put(model.graph().inputs().get(i).name(), tensors.get(i));
        }
        return inputs;
    }
}
