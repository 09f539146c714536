package systole.benchmark;

import ai.onnxruntime.OrtException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import systole.nn.InferenceNetwork;
import systole.nn.Workers;

/** One image through a prepared network, in Systole and in ONNX Runtime: ResNet-50's convolutions, a matrix product, and ResNet-50. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class InferenceBenchmark {
    /** What is computed: a name of {@link Workload}. */
    @Param({"3x3-64-64-56", "3x3-128-128-28", "3x3-256-256-14", "3x3-512-512-7", "1x1-64-256-56", "1x1-256-64-56", "1x1-512-128-28",
        "1x1-1024-256-14", "1x1-2048-512-7", "product-512", "resnet50"})
    public String workload;

    /** Threads of either library. */
    @Param({"1", "2"})
    public int threads;

    private Workers workers;
    private InferenceNetwork network;
    private OnnxRuntimePeer peer;
    private float[] image;

    /** Prepares both. */
    @Setup
    public void prepare() throws OrtException {
        Workload chosen = Workload.of(workload);
        workers = Workers.of(threads);
        network = InferenceNetwork.of(chosen.graph(), chosen.parameters(), workers);
        peer = new OnnxRuntimePeer(chosen.graph(), chosen.parameters(), chosen.image(), threads);
        image = chosen.image();
    }

    /** Ends both. */
    @TearDown
    public void close() throws OrtException {
        peer.close();
        workers.close();
    }

    /** Systole. */
    @Benchmark
    public float[] systole() {
        return network.forward(image);
    }

    /** ONNX Runtime. */
    @Benchmark
    public float[] onnxRuntime() {
        return peer.forward();
    }
}
