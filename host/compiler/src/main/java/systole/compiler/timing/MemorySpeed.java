package systole.compiler.timing;

import java.util.OptionalInt;

/**
 * The timing of device memory.
 *
 * @param latency cycles from a burst's address to its first beat, and from a burst's last beat to its acknowledgement, at least 1
 * @param bytesPerCycle bandwidth that reads and writes share, 1 or more; empty for the full width of the bus each way
 */
public record MemorySpeed(int latency, OptionalInt bytesPerCycle) {
    public MemorySpeed {
        if (latency < 1) {
            throw new IllegalArgumentException("memory latency must be at least 1 cycle, not " + latency);
        }
        if (bytesPerCycle.isPresent() && bytesPerCycle.getAsInt() < 1) {
            throw new IllegalArgumentException("memory bandwidth must be at least 1 byte a cycle, not " + bytesPerCycle.getAsInt());
        }
    }
}
