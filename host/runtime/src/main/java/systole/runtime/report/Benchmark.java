package systole.runtime.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import systole.contract.Counter;
import systole.runtime.Comparison;
import systole.runtime.Images;
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
 * @param comparisons every tensor of the first batch beside the reference's
 */
public record Benchmark(Report report, List<byte[]> outputs, List<Comparison> comparisons) {
    private static final Duration LONG_ENOUGH = Duration.ofMillis(500);

    /**
     * Measures a session. All tensors of the first batch are compared, of the others those that the program shows.
     *
     * @param images quantised inputs, as many as some batches have, at least one batch
     */
    public static Benchmark run(Session session, List<byte[]> images, ProgressMonitor monitor) {
        List<byte[]> batches = batches(images, session.program().images());
        try (ProgressMonitor.Task task = monitor.begin("running " + session.graph().name(), 2L * batches.size() + 1)) {
            List<RunResult> results = session.runAll(batches, task);
            Stopwatch stopwatch = new Stopwatch();
            List<Map<String, byte[]>> expected = batches.stream().map(batch -> counted(task, () -> stopwatch.time(() -> session.expected(batch)))).toList();
            List<Comparison> comparisons = counted(task, () -> session.compareAll(batches.getFirst(), expected.getFirst()));
            long mismatches = differing(comparisons);
            for (int i = 0; i < results.size(); i++) {
                mismatches += differing(session.compare(results.get(i), expected.get(i)));
            }
            Optional<Timing> timing = results.stream().map(RunResult::timing).reduce(Benchmark::sum).orElseThrow();
            Optional<Timing> longRun = timing.map(t -> repeated(session, batches, t));
            double secondsPerImage = stopwatch.secondsPerRun(() -> session.expected(batches.getFirst())) / session.program().images();
            Report report = new ReportWriter(session, images.size(), mismatches, timing)
                    .report(longRun.map(Benchmark::cyclesPerSecond), secondsPerImage);
            int size = session.graph().output().shape().size();
            List<byte[]> outputs = new ArrayList<>();
            results.forEach(result -> IntStream.range(0, session.program().images())
                    .forEach(image -> outputs.add(Images.of(result.output(), size, image))));
            return new Benchmark(report, outputs, comparisons);
        }
    }

    private static List<byte[]> batches(List<byte[]> images, int size) {
        if (images.isEmpty() || images.size() % size != 0) {
            throw new IllegalArgumentException("%d images do not make batches of %d: give a multiple".formatted(images.size(), size));
        }
        return IntStream.range(0, images.size() / size).mapToObj(i -> Images.join(images.subList(i * size, (i + 1) * size))).toList();
    }

    /** Runs the batches again and again until there is enough time to tell a simulation's speed from. */
    private static Timing repeated(Session session, List<byte[]> batches, Timing once) {
        Timing timing = once;
        for (int i = 0; timing.wall().compareTo(LONG_ENOUGH) < 0; i++) {
            timing = timing.plus(session.run(batches.get(i % batches.size())).timing().orElseThrow());
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
