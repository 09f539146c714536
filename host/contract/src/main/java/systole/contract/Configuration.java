package systole.contract;

/**
 * Everything the hardware is elaborated from. The compiler plans for it, the simulator is built for it, and a device says by
 * {@link #hash()} that it is the one meant.
 *
 * @param array the multipliers
 * @param memory the on-chip memories
 * @param bus the way to device memory
 * @param queueDepth descriptors that wait before each engine, 2 to 64
 */
public record Configuration(ArrayConfiguration array, MemoryConfiguration memory, BusConfiguration bus, int queueDepth) {
    public Configuration {
        Check.powerOfTwo("queue depth", queueDepth, 2, 64);
    }

    /** The default memories, bus and queues around an array of that size; 16 is the default size. */
    public static Configuration ofArray(int size) {
        ArrayConfiguration array = new ArrayConfiguration(size, 4);
        int busBytes = Math.max(16, Math.min(64, 2 * size * size / 32));
        return new Configuration(
                array,
                new MemoryConfiguration(16384, 8192, 2048, 2048, 4, 4096),
                new BusConfiguration(busBytes, 32, 32),
                8);
    }

    /** Multipliers in the array: the MACs of a fully used cycle. */
    public int macsPerCycle() {
        return array.size() * array.size();
    }

    /** The value of the HASH registers: 64 bits over the contract and this configuration. */
    public long hash() {
        return ContractHash.of(this);
    }

    /** The hash as {@code 0123456789abcdef}. */
    public String hashText() {
        return "%016x".formatted(hash());
    }
}
