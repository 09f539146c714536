package systole.benchmark;

import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import systole.nn.InferenceNetwork;
import systole.nn.Workers;

/**
 * How much faster two threads are than one, in Systole and in ONNX Runtime, by wall time: of many runs the one that a tenth of them are faster than,
 * since on a busy machine most of them wait for a core. Arguments are names of {@link Workload}s.
 */
final class ThreadRatios {
    private static final long WARM_UP_NANOS = 1_500_000_000;
    private static final long RUN_NANOS = 3_000_000_000L;

    private ThreadRatios() {
    }

    public static void main(String[] arguments) throws OrtException {
        System.out.printf("%-18s %12s %12s %6s %12s %12s %6s%n", "", "Systole, 1", "2 threads", "", "ONNX Rt., 1", "2 threads", "");
        for (String name : arguments) {
            Workload workload = Workload.of(name);
            double[] ours = {systole(workload, 1), systole(workload, 2)};
            double[] theirs = {onnxRuntime(workload, 1), onnxRuntime(workload, 2)};
            System.out.printf("%-18s %9.3f ms %9.3f ms %6.2f %9.3f ms %9.3f ms %6.2f%n", name,
                    ours[0], ours[1], ours[0] / ours[1], theirs[0], theirs[1], theirs[0] / theirs[1]);
        }
    }

    private static double systole(Workload workload, int threads) {
        try (Workers workers = Workers.of(threads)) {
            InferenceNetwork network = InferenceNetwork.of(workload.graph(), workload.parameters(), workers);
            return milliseconds(() -> network.forward(workload.image()));
        }
    }

    private static double onnxRuntime(Workload workload, int threads) throws OrtException {
        try (OnnxRuntimePeer peer = new OnnxRuntimePeer(workload.graph(), workload.parameters(), workload.image(), threads)) {
            return milliseconds(peer::forward);
        }
    }

    private static double milliseconds(Runnable task) {
        times(task, WARM_UP_NANOS);
        List<Long> times = times(task, RUN_NANOS);
        Collections.sort(times);
        return times.get(times.size() / 10) / 1e6;
    }

    private static List<Long> times(Runnable task, long nanos) {
        List<Long> times = new ArrayList<>();
        long start = System.nanoTime();
        for (long end = start; end - start < nanos;) {
            long before = end;
            task.run();
            end = System.nanoTime();
            times.add(end - before);
        }
        return times;
    }
}
