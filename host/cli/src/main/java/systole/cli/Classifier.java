package systole.cli;

import java.util.ArrayList;
import java.util.List;
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
        List<Prediction> predictions = new ArrayList<>();
        try (ProgressMonitor.Task task = monitor.begin("classifying", inputs.size())) {
            for (int i = 0; i < inputs.size(); i++) {
                predictions.add(classify(names.get(i), inputs.get(i)));
                task.advance(1);
            }
        }
        return predictions;
    }

    private Prediction classify(String name, byte[] input) {
        RunResult result = session.run(input);
        List<Comparison> comparisons = session.compare(result, session.expected(input));
        boolean bitExact = comparisons.stream().allMatch(comparison -> comparison.mismatch().isEmpty());
        return Prediction.of(name, session.graph().output(), result.output(), bitExact);
    }
}
