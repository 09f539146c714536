package systole.nn.tensorboard;

import java.nio.file.Path;
import systole.graph.Graph;
import systole.nn.EpochResult;
import systole.nn.TrainingListener;
import systole.nn.TrainingProgress;
import systole.nn.TrainingState;
import systole.nn.picture.Filters;
import systole.nn.picture.Sheet;

/**
 * Writes what TensorBoard shows of a training: after every epoch losses, accuracies, learning rate, a histogram of each parameter, and the first
 * filters.
 */
public final class TensorBoardListener implements TrainingListener, AutoCloseable {
    private final EventFile file;

    private final Graph graph;

    private TensorBoardListener(EventFile file, Graph graph) {
        this.graph = graph;
        this.file = file;
    }

    /**
     * Into a new event file in that folder.
     *
     * @param graph that is trained
     */
    public static TensorBoardListener in(Path folder, Graph graph) {
        return new TensorBoardListener(EventFile.in(folder), graph);
    }

    @Override
    public void progressed(TrainingProgress progress) {
        if (progress.endsEpoch()) {
            file.scalar("learning rate", progress.epoch(), progress.rate());
            file.scalar("images per second", progress.epoch(), progress.speed());
        }
    }

    @Override
    public void epochEnded(TrainingState state) {
        EpochResult result = state.last();
        file.scalar("loss/training", result.epoch(), result.training().loss());
        file.scalar("accuracy/training", result.epoch(), result.training().accuracy());
        result.validation().ifPresent(held -> {
            file.scalar("loss/validation", result.epoch(), held.loss());
            file.scalar("accuracy/validation", result.epoch(), held.accuracy());
        });
        state.parameters().tensors().forEach((name, tensor) -> file.histogram(name, result.epoch(), tensor.values()));
        Filters.of(graph, state.parameters()).ifPresent(filters ->
                file.image("filters/" + filters.node(), result.epoch(), Sheet.of(filters.pictures())));
        file.flush();
    }

    @Override
    public void close() {
        file.close();
    }
}
