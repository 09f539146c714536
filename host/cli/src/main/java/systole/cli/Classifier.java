package systole.cli;

import java.util.List;
import java.util.stream.IntStream;
import systole.runtime.Comparison;
import systole.runtime.ProgressMonitor;
import systole.runtime.RunResult;
import systole.runtime.Session;

/** Classifies images on a session's device, each compared with the reference. */
record Classifier(Session session, ProgressMonitor monitor) {
    /**
     * Runs them all.
     *
     * @param names where the images are from
     * @param inputs as many quantised images
     */
    List<Prediction> classify(List<String> names, List<byte[]> inputs) {
        try (ProgressMonitor.Task task = monitor.begin("classifying", inputs.size())) {
            List<RunResult> results = session.runAll(inputs, task);
            return IntStream.range(0, inputs.size()).mapToObj(i -> prediction(names.get(i), inputs.get(i), results.get(i))).toList();
        }
    }

    private Prediction prediction(String name, byte[] input, RunResult result) {
        List<Comparison> comparisons = session.compare(result, session.expected(input));
        boolean bitExact = comparisons.stream().allMatch(comparison -> comparison.mismatch().isEmpty());
        return Prediction.of(name, session.graph().output(), result.output(), bitExact);
    }
}
