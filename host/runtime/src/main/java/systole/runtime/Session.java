package systole.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import systole.compiler.Compiler;
import systole.compiler.CompilerOptions;
import systole.compiler.NetworkProgram;
import systole.quant.QuantisedGraph;
import systole.quant.QuantisedTensor;
import systole.runtime.reference.ReferenceExecutor;

/** A network on a device, beside the reference that says what is right. Closing it unloads the network, not the device. */
public final class Session implements AutoCloseable {
    /** Batches that run between two steps of a progress bar. */
    private static final int PORTION = 16;

    private final QuantisedGraph graph;
    private final Device device;
    private final NetworkProgram program;
    private final Duration compileTime;
    private final LoadedNetwork loaded;
    private final ReferenceExecutor reference;

    /** Compiles a network for a device, image by image, and loads it. */
    public Session(QuantisedGraph graph, Device device) {
        this(graph, device, 1);
    }

    /**
     * Compiles a network for a device and loads it.
     *
     * @param images how many run at once, at least 1
     * @throws DeviceException where the device cannot take it
     */
    public Session(QuantisedGraph graph, Device device, int images) {
        this.graph = graph;
        this.device = device;
        long start = System.nanoTime();
        program = Compiler.compile(graph, device.description().configuration(), CompilerOptions.standard().batch(images));
        compileTime = Duration.ofNanos(System.nanoTime() - start);
        loaded = device.load(new CompiledNetwork(graph, program));
        reference = new ReferenceExecutor(graph);
    }

    public QuantisedGraph graph() {
        return graph;
    }

    public DeviceDescription device() {
        return device.description();
    }

    /** What the device runs. */
    public NetworkProgram program() {
        return program;
    }

    /** From graph to program. */
    public Duration compileTime() {
        return compileTime;
    }

    /** Runs one quantised batch, see {@link LoadedNetwork#run}. */
    public RunResult run(byte[] input) {
        return loaded.run(input);
    }

    /** Runs one quantised batch for its output alone, see {@link LoadedNetwork#infer}. */
    public void infer(byte[] input, byte[] output) {
        loaded.infer(input, output);
    }

    /** Runs many quantised batches, see {@link LoadedNetwork#runAll}. */
    public List<RunResult> runAll(List<byte[]> inputs) {
        return loaded.runAll(inputs);
    }

    /**
     * Runs many quantised batches in portions: enough at once to keep several devices busy.
     *
     * @param task advances by one for each batch
     */
    public List<RunResult> runAll(List<byte[]> inputs, ProgressMonitor.Task task) {
        List<RunResult> results = new ArrayList<>();
        for (int first = 0; first < inputs.size(); first += PORTION) {
            List<RunResult> portion = runAll(inputs.subList(first, Math.min(inputs.size(), first + PORTION)));
            results.addAll(portion);
            task.advance(portion.size());
        }
        return results;
    }

    /** Every tensor that the reference computes for a batch. */
    public Map<String, byte[]> expected(byte[] input) {
        return reference.runBatch(input);
    }

    /** Compares what a run shows with {@link #expected}, tensor by tensor in the graph's order. */
    public List<Comparison> compare(RunResult result, Map<String, byte[]> expected) {
        return expected.keySet().stream().filter(result.tensors()::containsKey).map(name -> new Comparison(name,
                mismatch(graph.tensor(name), expected.get(name), result.tensors().get(name)))).toList();
    }

    /** The first mismatch of the first image that differs. */
    private Optional<Mismatch> mismatch(QuantisedTensor tensor, byte[] expected, byte[] got) {
        int lanes = device().configuration().array().size();
        int size = tensor.shape().size();
        return IntStream.range(0, program.images())
                .mapToObj(image -> Mismatch.first(tensor, lanes, Images.of(expected, size, image), Images.of(got, size, image)))
                .flatMap(Optional::stream).findFirst();
    }

    /**
     * Runs a batch by a program that stores every layer's tensor, and compares them all. Its timing would mean nothing.
     *
     * @param expected what the reference says of the batch
     */
    public List<Comparison> compareAll(byte[] input, Map<String, byte[]> expected) {
        CompilerOptions options = CompilerOptions.observing().batch(program.images());
        NetworkProgram observing = Compiler.compile(graph, device().configuration(), options);
        try (LoadedNetwork network = device.load(new CompiledNetwork(graph, observing))) {
            return compare(network.run(input), expected);
        }
    }

    @Override
    public void close() {
        loaded.close();
    }
}
