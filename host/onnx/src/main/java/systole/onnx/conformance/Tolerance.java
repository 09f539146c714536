package systole.onnx.conformance;

import java.util.Arrays;
import java.util.Optional;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Tensor;

/**
 * How far real numbers may differ: by absolute + relative * |expected|. Everything else must be equal.
 *
 * @param relative at least 0
 * @param absolute at least 0
 */
public record Tolerance(double relative, double absolute) {
    /** That of ONNX's backend test suite. */
    public static final Tolerance BACKEND_SUITE = new Tolerance(1e-3, 1e-7);

    /** What is wrong with a tensor, in a line; empty where nothing is. */
    public Optional<String> violation(Tensor expected, Tensor actual) {
        if (expected.type() != actual.type() || !expected.extents().equals(actual.extents())) {
            return Optional.of("it is %s, not %s".formatted(actual, expected));
        }
        if (expected.type() == DataType.STRING) {
            return Arrays.equals(expected.texts(), actual.texts()) ? Optional.empty() : Optional.of("its texts differ");
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!fits(expected, actual, i)) {
                return Optional.of("element %d is %s, not %s".formatted(i, actual.doubleAt(i), expected.doubleAt(i)));
            }
        }
        return Optional.empty();
    }

    private boolean fits(Tensor expected, Tensor actual, int index) {
        if (!expected.type().isFloating()) {
            return expected.longAt(index) == actual.longAt(index);
        }
        double wanted = expected.doubleAt(index);
        double got = actual.doubleAt(index);
        return wanted == got || Double.isNaN(wanted) && Double.isNaN(got) || Math.abs(wanted - got) <= absolute + relative * Math.abs(wanted);
    }
}
