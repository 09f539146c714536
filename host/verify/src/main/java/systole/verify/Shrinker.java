package systole.verify;

import java.util.Iterator;
import systole.runtime.ProgressMonitor;

/** Makes a failing case smaller for as long as it still fails on the same device. */
final class Shrinker {
    /** Enough for hundreds of steps; bounds the wait where cases are slow. */
    private static final int MOST_ATTEMPTS = 5_000;

    private final Verifier verifier;
    private final ProgressMonitor.Task task;
    private int attempts;
    private Case smallest;
    private Outcome.Failed failed;

    private Shrinker(Verifier verifier, Finding finding, ProgressMonitor.Task task) {
        this.verifier = verifier;
        this.smallest = finding.drawn();
        this.failed = finding.outcome();
        this.task = task;
    }

    /** The smallest failing case that can be reached by steps which each still fail. */
    static Failure shrink(Verifier verifier, Finding finding, ProgressMonitor monitor) {
        try (ProgressMonitor.Task task = monitor.begin("shrinking", MOST_ATTEMPTS)) {
            Shrinker shrinker = new Shrinker(verifier, finding, task);
            while (shrinker.step()) {
                // each step leaves a smaller case
            }
            return new Failure(finding.drawn(), shrinker.smallest, shrinker.failed, shrinker.attempts);
        }
    }

    private boolean step() {
        Iterator<Case> reductions = Reductions.of(smallest).iterator();
        while (reductions.hasNext() && attempts < MOST_ATTEMPTS) {
            Case smaller = reductions.next();
            attempts++;
            task.advance(1);
            if (verifier.verify(smaller) instanceof Outcome.Failed again && again.device().equals(failed.device())) {
                smallest = smaller;
                failed = again;
                return true;
            }
        }
        return false;
    }
}
