package systole.cli;

import java.nio.file.Path;
import java.util.Optional;
import systole.graph.Graph;
import systole.nn.TrainingListener;
import systole.nn.tensorboard.TensorBoardListener;

/** Files that a training writes after each epoch, those that were asked for. */
final class TrainingFiles implements AutoCloseable {
    private final Optional<TrainingListener> best;
    private final Optional<TrainingListener> checkpoint;
    private final Optional<TensorBoardListener> log;

    TrainingFiles(Optional<Path> best, Optional<Path> checkpoint, Optional<Path> log, Graph graph) {
        this.best = best.map(TrainingListener::bestWeights);
        this.checkpoint = checkpoint.map(TrainingListener::checkpoint);
        this.log = log.map(folder -> TensorBoardListener.in(folder, graph));
    }

    /** The listener, and the files after it. */
    TrainingListener after(TrainingListener listener) {
        TrainingListener logged = log.map(listener::and).orElse(listener);
        TrainingListener kept = best.map(logged::and).orElse(logged);
        return checkpoint.map(kept::and).orElse(kept);
    }

    @Override
    public void close() {
        log.ifPresent(TensorBoardListener::close);
    }
}
