package systole.onnx.conformance;

import systole.onnx.tensor.Tensor;

/**
 * What came of a case.
 *
 * @param name the case's
 * @param outcome in a word
 * @param reason why it did not pass; empty where it did
 * @param maxError largest absolute difference of an output from what it should be, as far as outputs could be compared
 */
public record CaseResult(String name, Outcome outcome, String reason, double maxError) {
    /** How a case can end. */
    public enum Outcome {
        /** All outputs are what they should be. */
        PASSED,
        /** An output is not. */
        FAILED,
        /** The model has an operator that nobody here can compute. */
        UNSUPPORTED,
        /** The model or its data cannot be read, or not be computed. */
        ERROR
    }

    /** Largest absolute difference of two tensors of the same extents; not a number where one has such and the other has not. */
    static double largestDifference(Tensor expected, Tensor actual) {
        double largest = 0;
        for (int i = 0; i < expected.size(); i++) {
            largest = Math.max(largest, difference(expected.doubleAt(i), actual.doubleAt(i)));
        }
        return largest;
    }

    private static double difference(double expected, double actual) {
        return Double.compare(expected, actual) == 0 ? 0 : Math.abs(expected - actual);
    }
}
