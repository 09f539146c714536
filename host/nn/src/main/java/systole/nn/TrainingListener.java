package systole.nn;

import java.nio.file.Path;
import java.util.function.Consumer;

/** Hears how a training goes, on the training's own thread. */
@FunctionalInterface
public interface TrainingListener {
    /** Hears nothing. */
    TrainingListener NONE = _ -> {
    };

    /** After every mini-batch. */
    void progressed(TrainingProgress progress);

    /** After every epoch. */
    default void epochEnded(TrainingState state) {
    }

    /** This one, and then another. */
    default TrainingListener and(TrainingListener other) {
        TrainingListener first = this;
        return new TrainingListener() {
            @Override
            public void progressed(TrainingProgress progress) {
                first.progressed(progress);
                other.progressed(progress);
            }

            @Override
            public void epochEnded(TrainingState state) {
                first.epochEnded(state);
                other.epochEnded(state);
            }
        };
    }

    /** Hears of epochs alone. */
    static TrainingListener ofEpochs(Consumer<TrainingState> listener) {
        return new TrainingListener() {
            @Override
            public void progressed(TrainingProgress progress) {
            }

            @Override
            public void epochEnded(TrainingState state) {
                listener.accept(state);
            }
        };
    }

    /** Writes a {@link Checkpoint} after every epoch. */
    static TrainingListener checkpoint(Path file) {
        return ofEpochs(state -> Checkpoint.write(file, state));
    }

    /** Keeps the weights of the best epoch so far in a file of {@link TrainedWeights}. */
    static TrainingListener bestWeights(Path file) {
        return ofEpochs(state -> {
            if (state.isBest()) {
                new TrainedWeights(state.parameters(), state.results()).write(file);
            }
        });
    }
}
