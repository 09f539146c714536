package systole.nn;

/** Hears how a training goes; called on the training's own thread, after every mini-batch. */
@FunctionalInterface
public interface TrainingListener {
    void progressed(TrainingProgress progress);
}
