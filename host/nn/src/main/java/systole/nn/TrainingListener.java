package systole.nn;

/** Hears how a training goes, on the training's own thread. */
@FunctionalInterface
public interface TrainingListener {
    /** After every mini-batch. */
    void progressed(TrainingProgress progress);

    /** After every epoch. */
    default void epochEnded(EpochResult result) {
    }
}
