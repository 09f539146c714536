package systole.verify;

import systole.runtime.ProgressMonitor;

/**
 * A case that fails, as it was drawn.
 *
 * @param outcome why it fails
 */
public record Finding(Case drawn, Outcome.Failed outcome) {
    /** The smallest case like it that fails on the same device; takes as long as hundreds of cases. */
    public Failure shrunk(Verifier verifier, ProgressMonitor monitor) {
        return Shrinker.shrink(verifier, this, monitor);
    }
}
