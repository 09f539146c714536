package systole.nn;

/**
 * How long and in what portions a network is trained.
 *
 * @param epochs passes over the data, at least 1
 * @param batchSize images a step, at least 1
 * @param schedule the learning rate
 * @param augmentation varies each image anew in each epoch
 * @param seed decides the order and the augmentation
 * @param threads at least 1; has no influence on the result
 */
public record TrainingPlan(int epochs, int batchSize, Schedule schedule, Augmentation augmentation, long seed, int threads) {
    public TrainingPlan {
        requirePositive("epochs", epochs);
        requirePositive("batch size", batchSize);
        requirePositive("threads", threads);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s must be at least 1, not %d".formatted(name, value));
        }
    }
}
