package systole.benchmark;

import ai.onnxruntime.OrtException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import systole.nn.InferenceNetwork;

/**
 * Speeds of Systole and ONNX Runtime on one thread, by turns of some milliseconds and by the CPU time of the thread, so that both meet the same
 * disturbances: medians tell more on a busy machine than two benchmarks one after the other. Arguments are names of {@link Workload}s, or none for all.
 */
final class SpeedRatios {
    private static final int WARM_UP_NANOS = 2_000_000_000;
    private static final int TURN_NANOS = 8_000_000;
    private static final int TURNS = 51;

    private SpeedRatios() {
    }

    public static void main(String[] arguments) throws OrtException {
        System.out.printf("%-18s %12s %12s %7s%n", "", "Systole", "ONNX Runtime", "ratio");
        for (String name : arguments.length == 0 ? Workload.NAMES : List.of(arguments)) {
            compare(name);
        }
    }

    private static void compare(String name) throws OrtException {
        Workload workload = Workload.of(name);
        InferenceNetwork network = InferenceNetwork.of(workload.graph(), workload.parameters());
        try (OnnxRuntimePeer peer = new OnnxRuntimePeer(workload.graph(), workload.parameters(), workload.image(), 1)) {
            Turns turns = turns(() -> network.forward(workload.image()), peer::forward);
            System.out.printf("%-18s %9.3f ms %9.3f ms %7.2f%n", name, turns.ours / 1e6, turns.theirs / 1e6, turns.ratio);
        }
    }

    /**
     * Medians over the turns.
     *
     * @param ours nanoseconds of a run
     * @param theirs likewise
     * @param ratio of their time to ours
     */
    record Turns(double ours, double theirs, double ratio) {
    }

    /** Lets two tasks take turns. */
    static Turns turns(Runnable ours, Runnable theirs) {
        turn(ours, WARM_UP_NANOS);
        turn(theirs, WARM_UP_NANOS / 5);
        double[] ourNanos = new double[TURNS];
        double[] theirNanos = new double[TURNS];
        double[] ratios = new double[TURNS];
        for (int i = 0; i < TURNS; i++) {
            ourNanos[i] = turn(ours, TURN_NANOS);
            theirNanos[i] = turn(theirs, TURN_NANOS);
            ratios[i] = theirNanos[i] / ourNanos[i];
        }
        return new Turns(median(ourNanos), median(theirNanos), median(ratios));
    }

    /** Nanoseconds of CPU time of one run, over as many runs as take the given time. */
    private static double turn(Runnable task, long nanos) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long end = start;
        int runs = 0;
        while (end - start < nanos) {
            task.run();
            runs++;
            end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }
        return (double) (end - start) / runs;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
