package systole.runtime;

import java.util.OptionalInt;

/**
 * How a simulated device memory behaves.
 *
 * @param latency cycles from a burst's address to its first beat, 1 to 100,000
 * @param bytesPerCycle bandwidth that reads and writes share, 1 or more; empty for the full width of the bus each way
 * @param stallProbability chance that a channel is not ready in a cycle, 0 to below 1
 * @param seed of the stalls
 */
public record MemoryTiming(int latency, OptionalInt bytesPerCycle, double stallProbability, long seed) {
    /** 100 cycles of latency, the bus's bandwidth, no stalls. */
    public static final MemoryTiming DEFAULT = new MemoryTiming(100, OptionalInt.empty(), 0, 1);

    private static final int LONGEST = 100_000;

    public MemoryTiming {
        if (latency < 1 || latency > LONGEST) {
            throw new IllegalArgumentException("memory latency must be 1 to %d cycles, not %d".formatted(LONGEST, latency));
        }
        if (bytesPerCycle.isPresent() && bytesPerCycle.getAsInt() < 1) {
            throw new IllegalArgumentException("memory bandwidth must be at least 1 byte a cycle, not " + bytesPerCycle.getAsInt());
        }
        if (!(stallProbability >= 0 && stallProbability < 1)) {
            throw new IllegalArgumentException("stall probability must be from 0 to below 1, not " + stallProbability);
        }
    }
}
