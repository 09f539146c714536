package systole.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import systole.models.recipe.Recipe;
import systole.nn.EpochResult;
import systole.nn.Score;
import systole.nn.TrainingListener;
import systole.nn.TrainingProgress;
import systole.nn.TrainingState;

/** Tells how a training goes: a bar while an epoch lasts, a line when it is over, and all of it as figures at the end. */
final class TrainingReport implements TrainingListener, AutoCloseable {
    private final Recipe recipe;
    private final PrintWriter out;
    private final TrainingBar bar = new TrainingBar();
    private final List<Double> speeds = new ArrayList<>();
    private TrainingProgress latest;

    TrainingReport(Recipe recipe, PrintWriter out) {
        this.recipe = recipe;
        this.out = out;
    }

    /**
     * A training as JSON.
     *
     * @param images measured after the last epoch
     */
    record Figures(String model, int images, int correct, double accuracy, double loss, @JsonProperty("images_per_s") double imagesPerSecond,
            List<Epoch> epochs) {
    }

    /** An epoch; what is measured is left out where nothing was. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Epoch(int epoch, double loss, double accuracy, @JsonProperty("validation_loss") Double validationLoss,
            @JsonProperty("validation_accuracy") Double validationAccuracy) {
        static Epoch of(EpochResult result) {
            return new Epoch(result.epoch(), result.training().loss(), result.training().accuracy(),
                    result.validation().map(Score::loss).orElse(null), result.validation().map(Score::accuracy).orElse(null));
        }
    }

    @Override
    public void progressed(TrainingProgress progress) {
        latest = progress;
        bar.show(progress);
    }

    @Override
    public void epochEnded(TrainingState state) {
        bar.clearLine();
        speeds.add(latest.speed());
        EpochResult result = state.last();
        out.printf(Locale.ROOT, "epoch %2d/%d  loss %.4f  accuracy %.2f %%%s  %.0f images/s%n", result.epoch(), latest.epochs(),
                result.training().loss(), 100 * result.training().accuracy(),
                result.validation().map(held -> "  measured: loss %.4f  accuracy %.2f %%".formatted(held.loss(), 100 * held.accuracy())).orElse(""),
                latest.speed());
        out.flush();
    }

    /** What came of it. */
    void print(List<EpochResult> results) {
        Score score = results.getLast().score();
        out.printf(Locale.ROOT, "%s: %,d of %,d correct, %.2f %%%n", recipe.graph().name(), score.correct(), score.images(), 100 * score.accuracy());
        out.flush();
    }

    Figures figures(List<EpochResult> results) {
        Score score = results.getLast().score();
        double speed = speeds.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        return new Figures(recipe.graph().name(), score.images(), score.correct(), score.accuracy(), score.loss(), speed,
                results.stream().map(Epoch::of).toList());
    }

    @Override
    public void close() {
        bar.close();
    }
}
