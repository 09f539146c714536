package systole.nn;

import java.util.List;

/**
 * Where a training stands at the end of an epoch: all that it takes to go on as if it had never stopped. Learning rate and early stopping follow from
 * the results.
 *
 * @param identity of the training
 * @param parameters weights, biases and running statistics; the training's own, which it goes on to change
 * @param memories what the optimiser remembers, as {@code conv1.weight/velocity}; likewise its own
 * @param steps of the optimiser so far
 * @param results of the epochs so far, at least one
 */
public record TrainingState(Identity identity, Parameters parameters, Parameters memories, int steps, List<EpochResult> results) {
    /**
     * What must be the same for a training to go on.
     *
     * @param graph its name
     * @param images of the training data
     */
    public record Identity(String graph, int images, int batchSize, long seed) {
        /** Throws {@link IllegalArgumentException} that names both where the other one is different. */
        void requireEqual(Identity other) {
            if (!equals(other)) {
                throw new IllegalArgumentException("a training of %s cannot go on as one of %s; give the same model, data, batch size and seed"
                        .formatted(other, this));
            }
        }

        @Override
        public String toString() {
            return "%s on %d images in batches of %d with seed %d".formatted(graph, images, batchSize, seed);
        }
    }

    public TrainingState {
        results = List.copyOf(results);
        if (results.isEmpty()) {
            throw new IllegalArgumentException("a training's state belongs to the end of an epoch, and none is over yet");
        }
    }

    /** The epoch that is just over. */
    public EpochResult last() {
        return results.getLast();
    }

    /** Whether the last epoch classified more images correctly than any before it, or as many with a smaller loss. */
    public boolean isBest() {
        return results.subList(0, results.size() - 1).stream().allMatch(earlier -> last().isBetterThan(earlier));
    }
}
