package systole.nn.tensorboard;

import java.nio.file.Path;
import systole.nn.EpochResult;
import systole.nn.Tensor;
import systole.nn.TrainingListener;
import systole.nn.TrainingProgress;
import systole.nn.TrainingState;

/**
 * Writes what TensorBoard shows of a training: after every epoch losses, accuracies, learning rate, a histogram of each parameter, and the first
 * filters.
 */
public final class TensorBoardListener implements TrainingListener, AutoCloseable {
    private final EventFile file;

    private TensorBoardListener(EventFile file) {
        this.file = file;
    }

    /** Into a new event file in that folder. */
    public static TensorBoardListener in(Path folder) {
        return new TensorBoardListener(EventFile.in(folder));
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
        state.parameters().tensors().entrySet().stream().filter(tensor -> FilterStrip.shows(tensor.getValue().shape())).findFirst()
                .ifPresent(tensor -> image(tensor.getKey(), result.epoch(), tensor.getValue()));
        file.flush();
    }

    private void image(String name, int epoch, Tensor filters) {
        file.image(name, epoch, FilterStrip.of(filters));
    }

    @Override
    public void close() {
        file.close();
    }
}
