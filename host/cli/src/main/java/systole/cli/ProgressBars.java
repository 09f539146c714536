package systole.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import systole.runtime.ProgressMonitor;

/**
 * Shows tasks that take longer than a second: on a terminal as a bar with the time left, elsewhere as a line.
 * The launcher says by the system property {@code systole.terminal} whether standard error is a terminal.
 */
final class ProgressBars implements ProgressMonitor {
    private static final long DELAY_MILLIS = 1000;
    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(
            work -> Thread.ofPlatform().daemon().name("progress").unstarted(work));

    private final PrintStream stream;
    private final boolean terminal;

    ProgressBars() {
        this(System.err, Boolean.getBoolean("systole.terminal"));
    }

    ProgressBars(PrintStream stream, boolean terminal) {
        this.stream = stream;
        this.terminal = terminal;
    }

    @Override
    public Task begin(String name, long steps) {
        return new ShownTask(name, steps);
    }

    private final class ShownTask implements Task {
        private final String name;
        private final long steps;
        private final long start = System.nanoTime();
        private final ScheduledFuture<?> appearance = TIMER.schedule(this::appear, DELAY_MILLIS, TimeUnit.MILLISECONDS);
        private long done;
        private Optional<ProgressBar> bar = Optional.empty();

        ShownTask(String name, long steps) {
            this.name = name;
            this.steps = steps;
        }

        private synchronized void appear() {
            if (!terminal) {
                stream.println(name + " ...");
                return;
            }
            Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
            bar = Optional.of(new ProgressBarBuilder().setTaskName(name).setInitialMax(steps).startsFrom(done, elapsed)
                    .setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(200).clearDisplayOnFinish()
                    .setConsumer(new ConsoleProgressBarConsumer(stream)).build());
        }

        @Override
        public synchronized void advance(long more) {
            done += more;
            bar.ifPresent(shown -> shown.stepBy(more));
        }

        @Override
        public synchronized void close() {
            appearance.cancel(false);
            bar.ifPresent(ProgressBar::close);
        }
    }
}
