package systole.runtime.report;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Times work of one kind. Runs that are long are measure enough; short ones are repeated, once to let the JIT compiler see them and once to
 * count.
 */
final class Stopwatch {
    private static final Duration ROUND = Duration.ofMillis(500);

    private long runs;
    private long nanos;

    /** A run whose result is needed. */
    <T> T time(Supplier<T> run) {
        long start = System.nanoTime();
        T result = run.get();
        nanos += System.nanoTime() - start;
        runs++;
        return result;
    }

    /** Mean seconds of a run: of those so far where they took half a second, else of half a second of further ones. */
    double secondsPerRun(Supplier<?> run) {
        if (nanos < ROUND.toNanos()) {
            round(run);
            round(run);
        }
        return nanos / 1e9 / runs;
    }

    private void round(Supplier<?> run) {
        runs = 0;
        nanos = 0;
        while (nanos < ROUND.toNanos()) {
            time(run);
        }
    }
}
