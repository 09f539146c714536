package systole.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import systole.compiler.Program;
import systole.compiler.Segment;
import systole.quant.QuantisedTensor;
import systole.runtime.reference.HostOperator;

/** Runs a network's segments one after the other: programs on a device, and host nodes by the reference's operators, image by image. */
public final class SegmentedNetwork implements LoadedNetwork {
    private final CompiledNetwork network;
    private final Map<Program, LoadedProgram> programs = new IdentityHashMap<>();
    private DirectProgram direct;

    private SegmentedNetwork(CompiledNetwork network) {
        this.network = network;
    }

    /**
     * Loads all programs of a network.
     *
     * @param loader puts a program on the device
     * @throws DeviceException where the device cannot take one; those before it are closed
     */
    public static SegmentedNetwork load(CompiledNetwork network, Function<Program, LoadedProgram> loader) {
        SegmentedNetwork loaded = new SegmentedNetwork(network);
        try {
            network.program().programs().forEach(program -> loaded.programs.put(program, loader.apply(program)));
            loaded.direct = loaded.onlyProgram();
        } catch (RuntimeException e) {
            loaded.close();
            throw e;
        }
        return loaded;
    }

    @Override
    public RunResult run(byte[] input) {
        return runAll(List.of(input)).getFirst();
    }

    /** Segment by segment, so that each program can overlap all its runs. */
    @Override
    public List<RunResult> runAll(List<byte[]> inputs) {
        List<Batch> batches = inputs.stream().map(input -> new Batch(network.graph().input().name(), network.requireBatch(input))).toList();
        for (Segment segment : network.program().segments()) {
            switch (segment) {
                case Segment.ArrayProgram(Program program) -> {
                    List<byte[]> packed = batches.stream().map(batch -> program.pack(batch.tensors)).toList();
                    List<ProgramRun> runs = programs.get(program).runAll(packed);
                    for (int i = 0; i < runs.size(); i++) {
                        batches.get(i).add(runs.get(i));
                    }
                }
                case Segment.HostNode host -> batches.forEach(batch -> batch.tensors.put(host.node().name(), compute(host, batch.tensors)));
            }
        }
        return batches.stream().map(this::result).toList();
    }

    @Override
    public void infer(byte[] input, byte[] output) {
        if (direct == null) {
            LoadedNetwork.super.infer(input, output);
        } else {
            direct.infer(input, output);
        }
    }

    /** The only program, where it is all of the network and the device can run it for its output alone; else null. */
    private DirectProgram onlyProgram() {
        return network.program().segments().size() == 1 && network.program().segments().getFirst() instanceof Segment.ArrayProgram(Program program)
                && programs.get(program) instanceof DirectProgram only ? only : null;
    }

    private RunResult result(Batch batch) {
        batch.tensors.remove(network.graph().input().name());
        return new RunResult(batch.tensors.get(network.graph().output().name()), batch.tensors, batch.timing);
    }

    /** What is known of a batch so far. */
    private static final class Batch {
        private final Map<String, byte[]> tensors = new HashMap<>();
        private Optional<Timing> timing = Optional.empty();

        Batch(String name, byte[] input) {
            tensors.put(name, input);
        }

        void add(ProgramRun run) {
            tensors.putAll(run.tensors());
            timing = Optional.of(timing.map(before -> before.then(run.timing())).orElse(run.timing()));
        }
    }

    private byte[] compute(Segment.HostNode host, Map<String, byte[]> tensors) {
        List<byte[]> results = new ArrayList<>();
        for (int image = 0; image < network.program().images(); image++) {
            List<byte[]> values = new ArrayList<>();
            for (QuantisedTensor read : host.inputs()) {
                values.add(Images.of(tensors.get(read.name()), read.shape().size(), image));
            }
            results.add(HostOperator.run(host.node(), host.inputs(), values));
        }
        return Images.join(results);
    }

    @Override
    public void close() {
        programs.values().forEach(LoadedProgram::close);
    }
}
