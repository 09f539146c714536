package systole.runtime.report;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import systole.contract.Counter;
import systole.runtime.Comparison;
import systole.runtime.Mismatch;
import systole.runtime.ProgressMonitor;
import systole.runtime.RunResult;
import systole.runtime.Session;
import systole.runtime.Timing;

/**
 * Runs images on a session's device and on the reference, and compares and times both.
 *
 * @param report the figures
 * @param outputs the device's output of each image
 * @param comparisons every tensor of the first image beside the reference's
 */
public record Benchmark(Report report, List<byte[]> outputs, List<Comparison> comparisons) {
    private static final Duration LONG_ENOUGH = Duration.ofMillis(500);

    /**
     * Measures a session. All tensors of the first image are compared, of the others those that the program shows.
     *
     * @param images quantised inputs, at least one
     */
    public static Benchmark run(Session session, List<byte[]> images, ProgressMonitor monitor) {
        try (ProgressMonitor.Task task = monitor.begin("running " + session.graph().name(), 2L * images.size() + 1)) {
            List<RunResult> results = images.stream().map(image -> counted(task, () -> session.run(image))).toList();
            Stopwatch stopwatch = new Stopwatch();
            List<Map<String, byte[]>> expected = images.stream().map(image -> counted(task, () -> stopwatch.time(() -> session.expected(image)))).toList();
            List<Comparison> comparisons = counted(task, () -> session.compareAll(images.getFirst(), expected.getFirst()));
            long mismatches = differing(comparisons);
            for (int i = 0; i < results.size(); i++) {
                mismatches += differing(session.compare(results.get(i), expected.get(i)));
            }
            Optional<Timing> timing = results.stream().map(RunResult::timing).reduce(Benchmark::sum).orElseThrow();
            Optional<Timing> longRun = timing.map(t -> repeated(session, images, t));
            double secondsPerImage = stopwatch.secondsPerRun(() -> session.expected(images.getFirst()));
            Report report = new ReportWriter(session, images.size(), mismatches, timing)
                    .report(longRun.map(Benchmark::cyclesPerSecond), secondsPerImage);
            return new Benchmark(report, results.stream().map(RunResult::output).toList(), comparisons);
        }
    }

    /** Runs the images again and again until there is enough time to tell a simulation's speed from. */
    private static Timing repeated(Session session, List<byte[]> images, Timing once) {
        Timing timing = once;
        for (int i = 0; timing.wall().compareTo(LONG_ENOUGH) < 0; i++) {
            timing = timing.plus(session.run(images.get(i % images.size())).timing().orElseThrow());
        }
        return timing;
    }

    private static double cyclesPerSecond(Timing timing) {
        return timing.total().get(Counter.CYCLES) / (timing.wall().toNanos() / 1e9);
    }

    private static <T> T counted(ProgressMonitor.Task task, Supplier<T> work) {
        T result = work.get();
        task.advance(1);
        return result;
    }

    private static long differing(List<Comparison> comparisons) {
        return comparisons.stream().flatMap(c -> c.mismatch().stream()).mapToLong(Mismatch::differing).sum();
    }

    private static Optional<Timing> sum(Optional<Timing> first, Optional<Timing> second) {
        return first.flatMap(a -> second.map(a::plus));
    }
}
