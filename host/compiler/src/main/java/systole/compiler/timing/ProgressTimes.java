package systole.compiler.timing;

import java.util.List;
import java.util.stream.Stream;
import systole.contract.Progress;

/** The counts of completed steps. */
final class ProgressTimes {
    private final Clock clock;
    private final List<Fifo<Progress>> coming;
    private final int[] counts = new int[Progress.values().length];

    ProgressTimes(Clock clock) {
        this.clock = clock;
        coming = Stream.of(Progress.values()).map(progress -> Fifo.<Progress>unbounded(clock)).toList();
    }

    /** A step of that progress is counted from that later cycle on; a progress's steps come in order. */
    void complete(Progress progress, long from) {
        coming.get(progress.ordinal()).push(progress, from - clock.now());
    }

    /** Takes over what is counted from this cycle on. */
    void step() {
        for (Fifo<Progress> steps : coming) {
            while (steps.hasElement()) {
                counts[steps.pop().ordinal()]++;
            }
        }
    }

    int count(Progress progress) {
        return counts[progress.ordinal()];
    }

    boolean reached(Progress progress, Command command) {
        return count(progress) >= command.waitFor(progress);
    }

    boolean satisfy(Command command) {
        for (Progress progress : Progress.values()) {
            if (!reached(progress, command)) {
                return false;
            }
        }
        return true;
    }
}
