package systole.runtime.report;

import java.time.Duration;

/** Times Java code after the JIT has seen it. */
final class Stopwatch {
    private static final Duration ROUND = Duration.ofMillis(500);

    private Stopwatch() {
    }

    /** Mean seconds of a run: one round of half a second (or one run) warms up, a second one counts. */
    static double secondsPerRun(Runnable work) {
        round(work);
        return round(work);
    }

    private static double round(Runnable work) {
        long start = System.nanoTime();
        long runs = 0;
        long elapsed;
        do {
            work.run();
            runs++;
            elapsed = System.nanoTime() - start;
        } while (elapsed < ROUND.toNanos());
        return elapsed / 1e9 / runs;
    }
}
