package systole.sim;

import java.util.Optional;
import systole.runtime.ProgressMonitor;

/** Tells a {@link ProgressMonitor} of a build, phase by phase. */
final class MonitoredBuild implements BuildListener, AutoCloseable {
    private final ProgressMonitor monitor;
    private final int arraySize;
    private Optional<Phase> current = Optional.empty();
    private Optional<ProgressMonitor.Task> task = Optional.empty();
    private int done;

    MonitoredBuild(ProgressMonitor monitor, int arraySize) {
        this.monitor = monitor;
        this.arraySize = arraySize;
    }

    @Override
    public void progress(Phase phase, int doneNow, int total) {
        if (!current.equals(Optional.of(phase))) {
            close();
            current = Optional.of(phase);
            task = Optional.of(monitor.begin(text(phase), total));
            done = 0;
        }
        task.ifPresent(shown -> shown.advance(doneNow - done));
        done = doneNow;
    }

    private String text(Phase phase) {
        return switch (phase) {
            case WAIT -> "waiting for another build";
            case ELABORATE -> "elaborating the %1$dx%1$d array".formatted(arraySize);
            case VERILATE -> "verilating the %1$dx%1$d array".formatted(arraySize);
            case COMPILE -> "compiling the %1$dx%1$d simulator".formatted(arraySize);
        };
    }

    @Override
    public void close() {
        task.ifPresent(ProgressMonitor.Task::close);
    }
}
