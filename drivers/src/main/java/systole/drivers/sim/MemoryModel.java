package systole.drivers.sim;

/**
 * The memory behind a simulated kernel.
 *
 * @param bytes its size, a positive multiple of 4096; pages cost host memory once they are touched
 * @param readLatency cycles from a burst's address handshake to its first beat, at least 1
 * @param writeLatency cycles from a burst's last beat to its response, at least 1
 * @param bytesPerCycle bandwidth that reads and writes share; 0: only the bus width limits
 * @param stallProbability chance that an AXI channel is held back in a cycle, 0 to below 1
 * @param seed of the stalls; equal seeds give equal runs
 */
public record MemoryModel(
        long bytes, int readLatency, int writeLatency, double bytesPerCycle, double stallProbability, long seed) {
    /** Sizes are multiples of this. */
    public static final int PAGE_BYTES = 4096;

    public MemoryModel {
        if (bytes <= 0 || bytes % PAGE_BYTES != 0) {
            throw new IllegalArgumentException("memory size must be a positive multiple of %d, not %d".formatted(PAGE_BYTES, bytes));
        }
        if (readLatency < 1 || writeLatency < 1) {
            throw new IllegalArgumentException("memory latency must be at least 1 cycle, not %d for reads and %d for writes"
                    .formatted(readLatency, writeLatency));
        }
        if (!(bytesPerCycle >= 0 && bytesPerCycle < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("memory bandwidth must be 0 or more bytes per cycle, not " + bytesPerCycle);
        }
        if (!(stallProbability >= 0 && stallProbability < 1)) {
            throw new IllegalArgumentException("stall probability must be from 0 to below 1, not " + stallProbability);
        }
    }

    /** A latency of 100 cycles each way, as wide as the bus, without stalls. */
    public static MemoryModel ofBytes(long bytes) {
        return new MemoryModel(bytes, 100, 100, 0, 0, 0);
    }

    /** The same with other latencies. */
    public MemoryModel withLatency(int read, int write) {
        return new MemoryModel(bytes, read, write, bytesPerCycle, stallProbability, seed);
    }

    /** The same with a limit on bandwidth. */
    public MemoryModel withBytesPerCycle(double limit) {
        return new MemoryModel(bytes, readLatency, writeLatency, limit, stallProbability, seed);
    }

    /** The same with random stalls. */
    public MemoryModel withStalls(double probability, long newSeed) {
        return new MemoryModel(bytes, readLatency, writeLatency, bytesPerCycle, probability, newSeed);
    }
}
