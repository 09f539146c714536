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
    /** The score that tells most: the validation's where there is one. */
    public Score score() {
        return validation.orElse(training);
    }

    /** The loss that schedules and early stopping go by. */
    public double loss() {
        return score().loss();
    }

    /** By correct images and, where these are as many, by loss. */
    boolean isBetterThan(EpochResult other) {
        int more = Double.compare(score().accuracy(), other.score().accuracy());
        return more > 0 || more == 0 && loss() < other.loss();
    }
}
