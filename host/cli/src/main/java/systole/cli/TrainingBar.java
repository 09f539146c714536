package systole.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import systole.nn.TrainingProgress;

/** A training as a bar on a terminal, with loss, accuracy, speed and the time left; elsewhere nothing. */
final class TrainingBar implements AutoCloseable {
    private final PrintStream stream;
    private final boolean terminal;
    private Optional<ProgressBar> bar = Optional.empty();

    TrainingBar() {
        this(System.err, Boolean.getBoolean("systole.terminal"));
    }

    TrainingBar(PrintStream stream, boolean terminal) {
        this.stream = stream;
        this.terminal = terminal;
    }

    void show(TrainingProgress progress) {
        if (!terminal) {
            return;
        }
        long images = (long) (progress.epoch() - 1) * progress.imagesPerEpoch() + progress.images();
        if (bar.isEmpty()) {
            bar = Optional.of(new ProgressBarBuilder().setTaskName("training").setInitialMax((long) progress.epochs() * progress.imagesPerEpoch())
                    .setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(200).clearDisplayOnFinish().hideEta()
                    .setConsumer(new ConsoleProgressBarConsumer(stream)).build());
        }
        bar.get().stepTo(images);
        bar.get().setExtraMessage(text(progress));
    }

    static String text(TrainingProgress progress) {
        long left = Math.round(progress.secondsLeft());
        return String.format(Locale.ROOT, "epoch %d, loss %.4f, accuracy %.1f %%, %.0f images/s, %d:%02d left", progress.epoch(), progress.loss(),
                100 * progress.accuracy(), progress.speed(), left / 60, left % 60);
    }

    /** Takes the bar off its line, so that something else can be printed there; it comes back below. */
    void clearLine() {
        if (bar.isPresent()) {
            stream.print("\r\033[2K");
            stream.flush();
        }
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
