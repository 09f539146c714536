package systole.nn;

import java.util.Optional;

/**
 * An epoch that is over.
 *
 * @param epoch from 1
 * @param training on augmented images, and while the parameters changed
 * @param validation with the parameters at its end, where there is a data set for it
 */
public record EpochResult(int epoch, Score training, Optional<Score> validation) {
    /** The loss that schedules and early stopping go by: the validation's where there is one. */
    public double loss() {
        return validation.orElse(training).loss();
    }
}
