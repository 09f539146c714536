package systole.nn;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** An epoch's scores as they stand in files: {@code {"training": {"images": 8000, "loss": 0.1, "correct": 7900}, "validation": null}}. */
record SavedEpoch(Score training, Score validation) {
    SavedEpoch {
        Objects.requireNonNull(training);
    }

    static List<SavedEpoch> of(List<EpochResult> results) {
        return results.stream().map(result -> new SavedEpoch(result.training(), result.validation().orElse(null))).toList();
    }

    /** What they were, numbered from 1; throws {@link IllegalArgumentException} where one is missing. */
    static List<EpochResult> results(List<SavedEpoch> epochs) {
        if (epochs.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("an epoch is missing among " + epochs);
        }
        return IntStream.range(0, epochs.size()).mapToObj(i ->
                new EpochResult(i + 1, epochs.get(i).training, Optional.ofNullable(epochs.get(i).validation))).toList();
    }
}
