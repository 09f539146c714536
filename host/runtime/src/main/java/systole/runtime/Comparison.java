package systole.runtime;

import java.util.Optional;

/**
 * A device's tensor beside the reference's.
 *
 * @param tensor its name
 * @param mismatch the first byte that differs; empty where all are equal
 */
public record Comparison(String tensor, Optional<Mismatch> mismatch) {
    /** {@code equal}, or the first mismatch. */
    @Override
    public String toString() {
        return mismatch.map(Mismatch::toString).orElse("equal");
    }
}
