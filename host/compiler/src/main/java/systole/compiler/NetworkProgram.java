package systole.compiler;

import java.util.List;
import systole.contract.Configuration;

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

    /** The array's programs in order. */
    public List<Program> programs() {
        return segments.stream().filter(Segment.ArrayProgram.class::isInstance)
                .map(segment -> ((Segment.ArrayProgram) segment).program()).toList();
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
