package systole.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import systole.compiler.Compiler;
import systole.compiler.CompilerOptions;
import systole.compiler.Program;
import systole.quant.QuantisedGraph;
import systole.runtime.reference.ReferenceExecutor;

/** A network on a device, beside the reference that says what is right. Closing it unloads the network, not the device. */
public final class Session implements AutoCloseable {
    private final QuantisedGraph graph;
    private final Device device;
    private final Program program;
    private final Duration compileTime;
    private final LoadedNetwork loaded;
    private final ReferenceExecutor reference;

    /**
     * Compiles a network for a device and loads it.
     *
     * @throws DeviceException where the device cannot take it
     */
    public Session(QuantisedGraph graph, Device device) {
        this.graph = graph;
        this.device = device;
        long start = System.nanoTime();
        program = Compiler.compile(graph, device.description().configuration(), CompilerOptions.standard());
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
    public Program program() {
        return program;
    }

    /** From graph to program. */
    public Duration compileTime() {
        return compileTime;
    }

    /** Runs one quantised image, see {@link LoadedNetwork#run}. */
    public RunResult run(byte[] input) {
        return loaded.run(input);
    }

    /** Every tensor that the reference computes for an image. */
    public Map<String, byte[]> expected(byte[] input) {
        return reference.run(input);
    }

    /** Compares what a run shows with {@link #expected}, tensor by tensor in the graph's order. */
    public List<Comparison> compare(RunResult result, Map<String, byte[]> expected) {
        int lanes = device().configuration().array().size();
        return expected.keySet().stream().filter(result.tensors()::containsKey).map(name -> new Comparison(name,
                Mismatch.first(graph.tensor(name), lanes, expected.get(name), result.tensors().get(name)))).toList();
    }

    /**
     * Runs an image by a program that stores every layer's tensor, and compares them all. Its timing would mean nothing.
     *
     * @param expected what the reference says of the image
     */
    public List<Comparison> compareAll(byte[] input, Map<String, byte[]> expected) {
        Program observing = Compiler.compile(graph, device().configuration(), CompilerOptions.observing());
        try (LoadedNetwork network = device.load(new CompiledNetwork(graph, observing))) {
            return compare(network.run(input), expected);
        }
    }

    @Override
    public void close() {
        loaded.close();
    }
}
