package systole.nn;

import java.util.List;

/** Ends a training before its last epoch. */
@FunctionalInterface
public interface Stopping {
    /** Trains through all epochs. */
    Stopping NEVER = _ -> false;

    /** Whether to stop after the epochs with those losses: the validation's where there is one, else the training's. */
    boolean stops(List<Double> losses);

    /** Stops when none of the last epochs, as many as the patience, brought a loss below the best before them by more than the progress. */
    static Stopping withoutProgress(int patience, double progress) {
        if (patience < 1 || !(progress >= 0)) {
            throw new IllegalArgumentException("early stopping needs a patience of at least 1 and a progress of at least 0, not %d and %s"
                    .formatted(patience, progress));
        }
        return losses -> {
            int before = losses.size() - patience;
            return before > 0 && best(losses.subList(before, losses.size())) >= best(losses.subList(0, before)) - progress;
        };
    }

    private static double best(List<Double> losses) {
        return losses.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }
}
