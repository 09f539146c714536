package systole.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import systole.runtime.ProgressMonitor;

/**
 * Shows tasks that take longer than a second: on a terminal by one bar with the time left, elsewhere by a line each. A task that begins inside
 * another moves the outer one's bar through a step, so the bar is always that of the whole work.
 * The launcher says by the system property {@code systole.terminal} whether standard error is a terminal.
 */
final class ProgressBars implements ProgressMonitor {
    private static final long DELAY_MILLIS = 1000;
    private static final int BAR_LENGTH = 1000;
    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(
            work -> Thread.ofPlatform().daemon().name("progress").unstarted(work));

    private final PrintStream stream;
    private final boolean terminal;
    /** From the outermost to the innermost. */
    private final List<ShownTask> open = new ArrayList<>();
    private Optional<ProgressBar> bar = Optional.empty();

    ProgressBars() {
        this(System.err, Boolean.getBoolean("systole.terminal"));
    }

    ProgressBars(PrintStream stream, boolean terminal) {
        this.stream = stream;
        this.terminal = terminal;
    }

    @Override
    public synchronized Task begin(String name, long steps) {
        return begin(name, steps, 1);
    }

    /** Work that stands for so many steps of the task around it, and advances that task by them. The tasks inside it tell what it is. */
    <T> T part(long share, Supplier<T> work) {
        ShownTask around;
        ShownTask part;
        synchronized (this) {
            around = open.getLast();
            part = begin("", 1, share);
        }
        try (part) {
            return work.get();
        } finally {
            around.advance(share);
        }
    }

    /** Prints something where the bar is, which comes back below it. */
    synchronized void interrupt(Runnable printing) {
        bar.ifPresent(shown -> {
            shown.pause();
            stream.print("\r\033[2K");
            stream.flush();
        });
        printing.run();
        bar.ifPresent(ProgressBar::resume);
    }

    private synchronized ShownTask begin(String name, long steps, long share) {
        ShownTask task = open.isEmpty() ? new ShownTask(name, steps, 0, 1)
                : new ShownTask(name, steps, open.getLast().position(0), open.getLast().position(share));
        open.add(task);
        return task;
    }

    private synchronized void appear(ShownTask task) {
        if (!terminal && !task.name.isEmpty()) {
            stream.println(task.name + " ...");
        } else if (terminal && bar.isEmpty() && !open.isEmpty()) {
            ShownTask whole = open.getFirst();
            bar = Optional.of(new ProgressBarBuilder().setTaskName(whole.name).setInitialMax(BAR_LENGTH).setUnit("%", BAR_LENGTH / 100)
                    .startsFrom(barPosition(), Duration.ofNanos(System.nanoTime() - whole.start))
                    .setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(200).clearDisplayOnFinish()
                    .setConsumer(new ConsoleProgressBarConsumer(stream)).build());
        }
    }

    private synchronized void refresh() {
        bar.ifPresent(shown -> {
            shown.stepTo(barPosition());
            shown.setExtraMessage(open.getLast().text());
        });
    }

    private long barPosition() {
        return Math.round(BAR_LENGTH * open.getLast().position(0));
    }

    private synchronized void end(ShownTask task) {
        open.remove(task);
        if (open.isEmpty()) {
            bar.ifPresent(ProgressBar::close);
            bar = Optional.empty();
        }
    }

    /** A task that takes the bar from one place to another, both from 0 to 1. */
    private final class ShownTask implements Task {
        private final String name;
        private final long steps;
        private final double from;
        private final double to;
        private final long start = System.nanoTime();
        private final ScheduledFuture<?> appearance = TIMER.schedule(() -> appear(this), DELAY_MILLIS, TimeUnit.MILLISECONDS);
        private long done;

        ShownTask(String name, long steps, double from, double to) {
            this.name = name;
            this.steps = steps;
            this.from = from;
            this.to = to;
        }

        /** Where the bar is some steps from now. */
        double position(long more) {
            return from + (to - from) * Math.min(steps, done + more) / steps;
        }

        String text() {
            return steps == 1 ? name : String.format(Locale.ROOT, "%s %,d of %,d", name, Math.min(done, steps), steps);
        }

        @Override
        public void advance(long more) {
            synchronized (ProgressBars.this) {
                done += more;
                refresh();
            }
        }

        @Override
        public void close() {
            appearance.cancel(false);
            end(this);
        }
    }
}
