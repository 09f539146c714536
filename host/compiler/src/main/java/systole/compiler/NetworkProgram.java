package systole.compiler;

import java.util.List;
import java.util.stream.Stream;
import systole.contract.Configuration;
import systole.quant.QuantisedTensor;

/**
 * A compiled network: programs of the array, and what the host does between them.
 *
 * @param name the network's name
 * @param configuration the accelerator it is planned for
 * @param images how many run at once
 * @param segments in execution order, at least one
 */
public record NetworkProgram(String name, Configuration configuration, int images, List<Segment> segments) {
    public NetworkProgram {
        segments = List.copyOf(segments);
    }

    /** A network that one program computes. */
    public static NetworkProgram of(Program program, int images) {
        return new NetworkProgram(program.name(), program.configuration(), images, List.of(new Segment.ArrayProgram(program)));
    }

    /** The array's programs in order. */
    public List<Program> programs() {
        return segments.stream().filter(Segment.ArrayProgram.class::isInstance)
                .map(segment -> ((Segment.ArrayProgram) segment).program()).toList();
    }

    /**
     * A line of reports.
     *
     * @param name the node's name, as in {@link LayerPlan#name()}
     * @param op what it is, as in {@link LayerPlan#op()} or {@link Segment.HostNode#op()}
     * @param output the tensor that it makes
     * @param macs multiply-accumulates of the batch
     * @param onArray whether it has cycles
     */
    public record Layer(String name, String op, QuantisedTensor output, long macs, boolean onArray) {
    }

    /** All layers and host nodes in execution order. */
    public List<Layer> layers() {
        return segments.stream().flatMap(segment -> switch (segment) {
            case Segment.ArrayProgram(Program program) -> program.layers().stream()
                    .map(plan -> new Layer(plan.name(), plan.op(), plan.output(), plan.macs(), true));
            case Segment.HostNode host -> Stream.of(new Layer(host.node().name(), host.op(), host.node().output(), 0, false));
        }).toList();
    }

    /** The program of a network that needs only one and no host; throws {@link IllegalStateException} for others. */
    public Program program() {
        if (segments.size() == 1 && segments.getFirst() instanceof Segment.ArrayProgram(Program program)) {
            return program;
        }
        throw new IllegalStateException("network %s has %d segments, not one program".formatted(name, segments.size()));
    }

    /** Device memory at its fullest, over all programs. */
    public DeviceMemory memory() {
        return programs().stream().map(DeviceMemory::of).reduce(DeviceMemory.NONE, DeviceMemory::largest);
    }
}
