package systole.nn;

import java.util.Set;

/**
 * How long and in what portions a network is trained, and on what.
 *
 * @param epochs passes over the data, at least 1
 * @param batchSize images a step, at least 1
 * @param schedule the learning rate
 * @param augmentation varies each image anew in each epoch
 * @param objective what is made small
 * @param stopping whether training ends early
 * @param frozen names of nodes whose parameters and statistics stay as they are
 * @param seed decides the order, the augmentation and what is dropped out
 * @param threads at least 1; has no influence on the result
 */
public record TrainingPlan(int epochs, int batchSize, Schedule schedule, Augmentation augmentation, Objective objective, Stopping stopping,
        Set<String> frozen, long seed, int threads) {
    public TrainingPlan {
        frozen = Set.copyOf(frozen);
        requirePositive("epochs", epochs);
        requirePositive("batch size", batchSize);
        requirePositive("threads", threads);
    }

    /** Cross-entropy on images as they are, through all epochs, with seed 1, on one thread. */
    public static TrainingPlan of(int epochs, int batchSize, Schedule schedule) {
        return new TrainingPlan(epochs, batchSize, schedule, Augmentation.NONE, Objective.of(Loss.crossEntropy()), Stopping.NEVER, Set.of(), 1, 1);
    }

    public TrainingPlan with(Augmentation other) {
        return new TrainingPlan(epochs, batchSize, schedule, other, objective, stopping, frozen, seed, threads);
    }

    public TrainingPlan with(Objective other) {
        return new TrainingPlan(epochs, batchSize, schedule, augmentation, other, stopping, frozen, seed, threads);
    }

    public TrainingPlan with(Stopping other) {
        return new TrainingPlan(epochs, batchSize, schedule, augmentation, objective, other, frozen, seed, threads);
    }

    /** Leaves those nodes as they are. */
    public TrainingPlan freezing(Set<String> nodes) {
        return new TrainingPlan(epochs, batchSize, schedule, augmentation, objective, stopping, nodes, seed, threads);
    }

    public TrainingPlan withSeed(long other) {
        return new TrainingPlan(epochs, batchSize, schedule, augmentation, objective, stopping, frozen, other, threads);
    }

    public TrainingPlan withThreads(int other) {
        return new TrainingPlan(epochs, batchSize, schedule, augmentation, objective, stopping, frozen, seed, other);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s must be at least 1, not %d".formatted(name, value));
        }
    }
}
